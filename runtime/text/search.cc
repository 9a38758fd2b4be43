#include "runtime/text/search.h"

#include <cstring>

namespace krait {

// memmem is linear in the worst case (two-way) and quick in the usual one.
size_t FindBytes(std::string_view haystack, std::string_view needle, size_t from) {
  if (from > haystack.size()) return kNotFound;
  if (needle.empty()) return from;
  const size_t rest = haystack.size() - from;
  if (needle.size() > rest) return kNotFound;
  const char* start = haystack.data() + from;
  const void* found = needle.size() == 1
                          ? std::memchr(start, static_cast<unsigned char>(needle[0]), rest)
                          : memmem(start, rest, needle.data(), needle.size());
  return found == nullptr ? kNotFound : static_cast<const char*>(found) - haystack.data();
}

size_t FindLastBytes(std::string_view haystack, std::string_view needle) {
  if (needle.size() > haystack.size()) return kNotFound;
  if (needle.empty()) return haystack.size();
  // Candidates are the places of the needle's first byte.
  size_t candidates = haystack.size() - needle.size() + 1;
  while (candidates > 0) {
    const void* found = memrchr(haystack.data(), static_cast<unsigned char>(needle[0]), candidates);
    if (found == nullptr) return kNotFound;
    const size_t at = static_cast<const char*>(found) - haystack.data();
    if (std::memcmp(haystack.data() + at, needle.data(), needle.size()) == 0) return at;
    candidates = at;
  }
  return kNotFound;
}

size_t CountBytes(std::string_view haystack, std::string_view needle, size_t limit) {
  size_t count = 0;
  size_t at = 0;
  while (count < limit && (at = FindBytes(haystack, needle, at)) != kNotFound) {
    ++count;
    at += needle.size();
  }
  return count;
}

}  // namespace krait
