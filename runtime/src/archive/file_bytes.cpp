#include "archive/file_bytes.h"

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/mapped.h"

#ifdef _WIN32
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

#include <filesystem>
#else
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace flambeau {

Ref<FileBytes> FileBytes::own(std::vector<std::byte> bytes) {
  auto file = Ref<FileBytes>(new FileBytes);
  file->owned_ = std::move(bytes);
  file->bytes_ = file->owned_;
  return file;
}

#ifdef _WIN32

namespace {
struct Closing {
  HANDLE handle;
  ~Closing() {
    if (handle && handle != INVALID_HANDLE_VALUE) CloseHandle(handle);
  }
};
}  // namespace

Ref<FileBytes> FileBytes::map(const std::string& path) {
  const std::filesystem::path name(std::u8string(path.begin(), path.end()));
  const Closing file{
      CreateFileW(name.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr)};
  if (file.handle == INVALID_HANDLE_VALUE) {
    const DWORD code = GetLastError();
    if (code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND) raise("FileNotFoundError", "no such file");
    raise("OSError", "can't open the file: Windows error ", code);
  }
  LARGE_INTEGER size;
  if (!GetFileSizeEx(file.handle, &size)) raise("OSError", "can't read the file's size");
  auto out = Ref<FileBytes>(new FileBytes);
  if (size.QuadPart == 0) return out;
  const Closing mapping{CreateFileMappingW(file.handle, nullptr, PAGE_READONLY, 0, 0, nullptr)};
  void* data = mapping.handle ? MapViewOfFile(mapping.handle, FILE_MAP_READ, 0, 0, 0) : nullptr;
  if (!data) raise("OSError", "can't map the file: Windows error ", GetLastError());
  out->keep_mapping(data, static_cast<std::size_t>(size.QuadPart));
  return out;
}

namespace {
void unmap(void* data, std::size_t) { UnmapViewOfFile(data); }
}  // namespace

#else

namespace {
struct Closing {
  int descriptor;
  ~Closing() {
    if (descriptor >= 0) ::close(descriptor);
  }
};
}  // namespace

Ref<FileBytes> FileBytes::map(const std::string& path) {
  const Closing file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.descriptor < 0) {
    raise(errno == ENOENT ? "FileNotFoundError" : "OSError", "can't open the file: ", std::strerror(errno));
  }
  struct stat status {};
  if (::fstat(file.descriptor, &status) != 0) raise("OSError", "can't read the file's size: ", std::strerror(errno));
  if (S_ISDIR(status.st_mode)) raise("IsADirectoryError", "it is a directory");
  if (!S_ISREG(status.st_mode)) raise("OSError", "not a regular file");
  auto out = Ref<FileBytes>(new FileBytes);
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return out;
  int flags = MAP_PRIVATE;
#ifdef MAP_POPULATE
  // Every byte is about to be summed: mapping all pages at once is several times cheaper than faulting them in.
  flags |= MAP_POPULATE;
#endif
  void* data = ::mmap(nullptr, size, PROT_READ, flags, file.descriptor, 0);
  if (data == MAP_FAILED) raise("OSError", "can't map the file: ", std::strerror(errno));
  out->keep_mapping(data, size);
  return out;
}

namespace {
void unmap(void* data, std::size_t bytes) { ::munmap(data, bytes); }
}  // namespace

#endif

void FileBytes::keep_mapping(void* data, std::size_t bytes) {
  mapping_ = data;
  bytes_ = {static_cast<const std::byte*>(data), bytes};
  add_mapping(data, bytes);
}

FileBytes::~FileBytes() {
  if (!mapping_) return;
  remove_mapping(mapping_);
  unmap(mapping_, bytes_.size());
}

}  // namespace flambeau
