#include "archive/container.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <string_view>

#include "archive/crc32.h"
#include "archive/cursor.h"
#include "parallel/parallel.h"

namespace flambeau {

namespace {

constexpr std::string_view kMagic =
    "\x89"
    "FLAM\r\n\x1a";
constexpr uint32_t kVersion = 1;
constexpr std::size_t kHeaderSize = 32;
constexpr std::size_t kSectionEntry = 24;
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kBlock = std::size_t{1} << 20;

struct KnownFile {
  std::string_view magic, what;
};
constexpr KnownFile kKnown[] = {
    {"\x89PNG", "a PNG image"},
    {"\xff\xd8\xff", "a JPEG image"},
    {"PK\x03\x04", "a zip archive; if it is a PyTorch .pt file, use `flambeau convert`"},
    {"\x80\x02", "a pickle; if it is an old PyTorch file, load and script it with PyTorch"},
    {"\x08", "perhaps an ONNX model"},
    {"\x7f"
     "ELF",
     "a native library or program"},
};

void check_magic(std::string_view file) {
  if (file.empty()) raise("ArchiveError", "the file is empty");
  const std::string_view start = file.substr(0, kMagic.size());
  if (start == kMagic) return;
  if (kMagic.starts_with(start)) {
    raise("ArchiveError", "truncated: ", file.size(), " bytes are less than a header");
  }
  for (const KnownFile& known : kKnown) {
    if (file.starts_with(known.magic)) raise("ArchiveError", "not a .flam file but ", known.what);
  }
  raise("ArchiveError", "not a .flam file");
}

#ifndef FLAMBEAU_FUZZING

uint32_t read_u32(std::span<const std::byte> bytes, std::size_t offset) {
  uint32_t value;
  std::memcpy(&value, bytes.data() + offset, sizeof(value));
  return value;
}

// `content` bytes in blocks of a MiB, whose sums follow, then the sum of the sums.
void check_sums(std::span<const std::byte> file, std::size_t content, std::size_t blocks) {
  const auto sums = file.subspan(content, 4 * blocks);
  if (crc32(sums) != read_u32(file, content + 4 * blocks)) {
    raise("ArchiveError", "damaged: the checksums at the end don't agree with their own checksum");
  }
  std::atomic<std::size_t> first_bad{blocks};
  parallel_for(0, static_cast<int64_t>(blocks), 4, [&](int64_t first, int64_t last) {
    for (auto block = static_cast<std::size_t>(first); block < static_cast<std::size_t>(last); ++block) {
      const std::size_t start = block * kBlock;
      if (crc32(file.subspan(start, std::min(kBlock, content - start))) == read_u32(sums, 4 * block)) continue;
      std::size_t seen = first_bad.load();
      while (block < seen && !first_bad.compare_exchange_weak(seen, block)) {
      }
    }
  });
  if (first_bad < blocks) {
    raise("ArchiveError", "damaged: the bytes from ", first_bad * kBlock, " on don't agree with their checksum");
  }
}

#else

// For fuzzing what stands behind the checksums.
void check_sums(std::span<const std::byte>, std::size_t, std::size_t) {}

#endif

}  // namespace

Sections open_container(std::span<const std::byte> file) {
  check_magic({reinterpret_cast<const char*>(file.data()), file.size()});
  if (file.size() < kHeaderSize) {
    raise("ArchiveError", "truncated: ", file.size(), " bytes are less than a header");
  }
  Cursor header(file.subspan(kMagic.size(), kHeaderSize - kMagic.size()), "header");
  const uint32_t version = header.u32();
  if (version > kVersion) {
    raise("ArchiveError", "format version ", version, " is newer than this runtime reads (", kVersion,
          "): upgrade Flambeau");
  }
  const uint32_t count = header.u32();
  const uint64_t content = header.u64();
  const uint64_t blocks = content / kBlock + (content % kBlock != 0);
  if (content > file.size() || content + 4 * blocks + 4 > file.size()) {
    raise("ArchiveError", "truncated: the header tells of ", content, " bytes and their checksums, there are ",
          file.size());
  }
  if (content + 4 * blocks + 4 != file.size()) {
    raise("ArchiveError", "damaged: ", file.size() - (content + 4 * blocks + 4), " bytes follow the end");
  }
  check_sums(file, content, blocks);
  if (version != kVersion) raise("ArchiveError", "malformed: there is no format version ", version);
  if (count != kSectionCount || kHeaderSize + kSectionEntry * kSectionCount > content) {
    raise("ArchiveError", "malformed: ", count, " sections instead of ", kSectionCount);
  }
  Cursor table(file.subspan(kHeaderSize, kSectionEntry * kSectionCount), "table");
  Sections sections;
  uint64_t end = kHeaderSize + kSectionEntry * kSectionCount;
  for (uint32_t i = 0; i < kSectionCount; ++i) {
    const uint32_t kind = table.u32();
    table.u32();
    const uint64_t offset = table.u64();
    const uint64_t size = table.u64();
    if (kind != i + 1 || offset % kAlignment != 0 || offset < end || offset > content || size > content - offset) {
      raise("ArchiveError", "malformed: section ", i + 1, " isn't where it should be");
    }
    sections[i] = file.subspan(offset, size);
    end = offset + size;
  }
  return sections;
}

}  // namespace flambeau
