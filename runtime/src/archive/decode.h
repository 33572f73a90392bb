// The tables of an archive, each decoded from its section into the image. All raise Error("ArchiveError").
#pragma once

#include <vector>

#include "archive/container.h"
#include "archive/image.h"

namespace flambeau {

void decode_strings(const Sections& sections, ProgramImage& image);
void decode_classes(const Sections& sections, ProgramImage& image);
void decode_types(const Sections& sections, ProgramImage& image);
// Needs strings and storages.
void decode_constants(const Sections& sections, const std::vector<Tensor>& tensors, ProgramImage& image);
std::vector<Tensor> decode_tensors(const Sections& sections, std::vector<ExternalStorage>& externals,
                                   ProgramImage& image);
void decode_operators(const Sections& sections, ProgramImage& image);
void decode_functions(const Sections& sections, ProgramImage& image);
void decode_entries(const Sections& sections, ProgramImage& image);
void decode_spans(const Sections& sections, ProgramImage& image);
void decode_metadata(const Sections& sections, ProgramImage& image);
void decode_files(const Sections& sections, ProgramImage& image);

bool is_valid_utf8(std::string_view text);

}  // namespace flambeau
