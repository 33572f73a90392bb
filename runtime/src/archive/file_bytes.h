// The bytes of an archive: a file mapped into memory, or a buffer of our own.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/ref.h"

namespace flambeau {

// The mapping is private and writable in memory only where the system insists; nothing is ever written back.
class FileBytes : public Counted {
 public:
  // OSError-like errors come as Error("FileNotFoundError" or "OSError").
  static Ref<FileBytes> map(const std::string& path);
  static Ref<FileBytes> own(std::vector<std::byte> bytes);
  ~FileBytes() override;

  std::span<const std::byte> bytes() const noexcept { return bytes_; }

 private:
  FileBytes() = default;
  void keep_mapping(void* data, std::size_t bytes);
  std::span<const std::byte> bytes_;
  std::vector<std::byte> owned_;
  void* mapping_ = nullptr;  // what must be unmapped
};

}  // namespace flambeau
