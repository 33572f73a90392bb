#include "archive/decode.h"

#include "archive/cursor.h"
#include "archive/lasting.h"
#include "archive/verify.h"

namespace flambeau {

namespace {

Cursor open(const Sections& sections, Section section, const char* name) {
  return Cursor(sections[static_cast<std::size_t>(section)], name);
}

std::string_view version_of_writer(const ProgramImage& image) {
  for (const auto& [key, value] : image.metadata) {
    if (key == "flambeau") return value;
  }
  return "a newer version";
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xc2 ? 0
                               : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3
                               : lead < 0xf5 ? 4
                                             : 0;
    if (length == 0 || length > text.size() - i) return false;
    uint32_t code = lead & (0xffU >> (length == 1 ? 0 : length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xc0U) != 0x80) return false;
      code = code << 6 | (next & 0x3fU);
    }
    // Overlong forms, halves of surrogate pairs, beyond Unicode.
    if ((length == 3 && code < 0x800) || (length == 4 && (code < 0x10000 || code > 0x10ffff))) return false;
    if (code >= 0xd800 && code < 0xe000) return false;
    i += length;
  }
  return true;
}

void decode_strings(const Sections& sections, ProgramImage& image) {
  Cursor cursor = open(sections, Section::Strings, "strings");
  const uint32_t rows = cursor.count(4);
  image.strings.reserve(rows);
  for (uint32_t row = 0; row < rows; ++row) {
    const std::string_view text = cursor.text(cursor.u32());
    if (!is_valid_utf8(text)) cursor.fail("has text that isn't UTF-8");
    image.strings.push_back(text);
  }
  cursor.finish();
}

void decode_types(const Sections& sections, ProgramImage& image) {
  Cursor cursor = open(sections, Section::Types, "types");
  const uint32_t rows = cursor.count(8);
  for (uint32_t row = 0; row < rows; ++row) {
    const uint32_t kind = cursor.u32();
    std::vector<uint32_t> parts = cursor.words(cursor.u32());
    std::string_view name;
    const bool is_tuple = kind == static_cast<uint32_t>(TypeKind::NamedTuple);
    if ((kind == static_cast<uint32_t>(TypeKind::Class) && parts.size() == 1) || (is_tuple && !parts.empty())) {
      if (parts[0] >= image.strings.size()) cursor.fail("refers to string ", parts[0], " of ", image.strings.size());
      name = image.strings[parts[0]];
      if (is_tuple) parts.erase(parts.begin());
    } else if (is_tuple) {
      cursor.fail("has a NamedTuple without a name");
    }
    image.types.add(kind, std::move(parts), name);
  }
  cursor.finish();
}

void decode_classes(const Sections& sections, ProgramImage& image) {
  Cursor cursor = open(sections, Section::Classes, "classes");
  const uint32_t rows = cursor.count(20);
  const auto text = [&] { return image.strings[cursor.index(image.strings.size(), "string")]; };
  for (uint32_t row = 0; row < rows; ++row) {
    ClassImage cls;
    cls.info = make_ref<ClassInfo>();
    cls.info->name = text();
    cls.info->kind = static_cast<ClassInfo::Kind>(cursor.index(3, "kind of class"));
    cls.info->flags = cursor.u32();
    const bool is_enum = cls.info->kind == ClassInfo::Kind::Enum;
    const uint32_t fields = cursor.count(12);
    if (is_enum && fields != 2) cursor.fail("has an Enum of ", fields, " fields instead of 2");
    for (uint32_t i = 0; i < fields; ++i) {
      std::string name(text());
      cls.field_types.push_back(cursor.index(image.types.size(), "type"));
      cls.info->fields.push_back({std::move(name), cursor.u32()});
    }
    cls.info = lasting_class(std::move(cls.info));
    const uint32_t members = cursor.count(8);
    if (members != 0 && !is_enum) cursor.fail("has members of a class that is no Enum");
    for (uint32_t i = 0; i < members; ++i) {
      const std::string_view name = text();
      cls.member_rows.push_back({name, cursor.u32()});
    }
    image.classes.push_back(std::move(cls));
    image.types.name_class(*image.classes.back().info);
  }
  cursor.finish();
}

void decode_operators(const Sections& sections, ProgramImage& image) {
  Cursor cursor = open(sections, Section::Operators, "operators");
  const uint32_t rows = cursor.count(12);
  for (uint32_t row = 0; row < rows; ++row) {
    const std::string_view name = image.strings[cursor.index(image.strings.size(), "string")];
    const uint32_t arguments = cursor.u32();
    const uint32_t results = cursor.u32();
    const Operator* op = find_operator(name);
    if (!op) {
      raise("ArchiveError", "the operator ", name, " is unknown to this runtime; the file was written by Flambeau ",
            version_of_writer(image), ": use that version's runtime or a newer one");
    }
    if (op->argument_count != arguments || op->result_count != results) {
      raise("ArchiveError", "the operator ", name, " has ", op->argument_count, " arguments and ", op->result_count,
            " results in this runtime, ", arguments, " and ", results, " in the file, which was written by Flambeau ",
            version_of_writer(image), ": use that version's runtime");
    }
    if (arguments > kMaxOperands || results > kMaxOperands) cursor.fail("has an operator of too many arguments");
    image.operators.push_back(op);
  }
  cursor.finish();
}

void decode_functions(const Sections& sections, ProgramImage& image) {
  Cursor cursor = open(sections, Section::Functions, "functions");
  const uint32_t rows = cursor.count(32);
  for (uint32_t row = 0; row < rows; ++row) {
    FunctionImage function;
    function.name = image.strings[cursor.index(image.strings.size(), "string")];
    const uint32_t parameters = cursor.count(4);
    for (uint32_t i = 0; i < parameters; ++i) {
      function.parameters.push_back(cursor.index(image.types.size(), "type"));
    }
    function.result = cursor.index(image.types.size(), "type");
    function.register_count = cursor.u32();
    function.words = cursor.words(cursor.u32());
    const uint32_t handlers = cursor.count(16);
    for (uint32_t i = 0; i < handlers; ++i) {
      HandlerRow handler{};
      for (uint32_t* field : {&handler.start, &handler.end, &handler.target, &handler.reg}) *field = cursor.u32();
      function.handlers.push_back(handler);
    }
    const uint32_t lines = cursor.count(8);
    for (uint32_t i = 0; i < lines; ++i) {
      LineRow line{};
      line.place = cursor.u32();
      line.span = cursor.u32();
      if (line.span != kNoIndex && line.span >= image.spans.size()) cursor.fail("refers to a span that isn't there");
      if (i > 0 && line.place <= function.lines.back().place) cursor.fail("has lines out of order");
      function.lines.push_back(line);
    }
    image.functions.push_back(std::move(function));
  }
  cursor.finish();
}

void decode_entries(const Sections& sections, ProgramImage& image) {
  Cursor cursor = open(sections, Section::Entries, "entries");
  const uint32_t rows = cursor.count(12);
  if (rows == 0) cursor.fail("is empty");
  // Names and types are written out for callers: they may not stand for much more text than the file has.
  std::size_t total = 0;
  for (uint32_t row = 0; row < rows; ++row) {
    EntryImage entry;
    entry.function = cursor.index(image.functions.size(), "function");
    entry.result = cursor.index(image.types.size(), "type");
    const uint32_t count = cursor.count(12);
    for (uint32_t i = 0; i < count; ++i) {
      EntryImage::Parameter parameter{};
      parameter.name = image.strings[cursor.index(image.strings.size(), "string")];
      parameter.type = cursor.index(image.types.size(), "type");
      parameter.default_constant = cursor.u32();
      if (parameter.default_constant != kNoIndex && parameter.default_constant >= image.constants.size()) {
        cursor.fail("refers to a default that isn't there");
      }
      total += parameter.name.size() + image.types[parameter.type].nodes;
      if (total > image.file->bytes().size()) cursor.fail("stands for more text than the file has");
      entry.parameters.push_back(parameter);
    }
    const FunctionImage& function = image.functions[entry.function];
    if (count != function.parameters.size()) cursor.fail("and the function ", function.name, " differ in parameters");
    for (uint32_t i = 0; i < count; ++i) {
      if (entry.parameters[i].type != function.parameters[i]) cursor.fail("and the function differ in types");
    }
    image.entries.push_back(std::move(entry));
  }
  cursor.finish();
}

void decode_spans(const Sections& sections, ProgramImage& image) {
  Cursor cursor = open(sections, Section::Spans, "spans");
  const uint32_t rows = cursor.count(28);
  image.spans.reserve(rows);
  for (uint32_t row = 0; row < rows; ++row) {
    SpanRow span{};
    span.file = cursor.index(image.strings.size(), "string");
    span.function = cursor.index(image.strings.size(), "string");
    for (uint32_t* field : {&span.line, &span.column, &span.end_line, &span.end_column}) *field = cursor.u32();
    span.caller = cursor.u32();
    if (span.caller != kNoIndex && span.caller >= row) cursor.fail("has a span whose caller comes after it");
    image.spans.push_back(span);
  }
  cursor.finish();
}

void decode_metadata(const Sections& sections, ProgramImage& image) {
  Cursor cursor = open(sections, Section::Metadata, "metadata");
  const uint32_t rows = cursor.count(8);
  std::size_t total = 0;
  for (uint32_t row = 0; row < rows; ++row) {
    const auto key = image.strings[cursor.index(image.strings.size(), "string")];
    const auto value = image.strings[cursor.index(image.strings.size(), "string")];
    total += key.size() + value.size();
    if (total > image.file->bytes().size()) cursor.fail("stands for more text than the file has");
    image.metadata.emplace_back(key, value);
  }
  cursor.finish();
}

void decode_files(const Sections& sections, ProgramImage& image) {
  const auto data = sections[static_cast<std::size_t>(Section::Data)];
  Cursor cursor = open(sections, Section::Files, "files");
  const uint32_t rows = cursor.count(24);
  for (uint32_t row = 0; row < rows; ++row) {
    const auto name = image.strings[cursor.index(image.strings.size(), "string")];
    cursor.u32();
    const uint64_t offset = cursor.u64();
    const uint64_t size = cursor.u64();
    if (offset > data.size() || size > data.size() - offset) cursor.fail("has a file that isn't where it should be");
    const auto content = data.subspan(offset, size);
    image.files.emplace_back(name, std::string_view(reinterpret_cast<const char*>(content.data()), content.size()));
  }
  cursor.finish();
}

ProgramImage read_image(Ref<FileBytes> file, std::vector<ExternalStorage>& externals) {
  ProgramImage image;
  image.file = std::move(file);
  const Sections sections = open_container(image.file->bytes());
  decode_strings(sections, image);
  decode_metadata(sections, image);
  decode_types(sections, image);
  decode_classes(sections, image);
  const std::vector<Tensor> tensors = decode_tensors(sections, externals, image);
  decode_constants(sections, tensors, image);
  decode_operators(sections, image);
  decode_spans(sections, image);
  decode_functions(sections, image);
  decode_entries(sections, image);
  decode_files(sections, image);
  verify_code(image);
  return image;
}

}  // namespace flambeau
