// Searching bytes in bytes. UTF-8 needs no more: a match of one valid string in another always
// starts and ends between characters.
#ifndef KRAIT_RUNTIME_TEXT_SEARCH_H_
#define KRAIT_RUNTIME_TEXT_SEARCH_H_

#include <cstddef>
#include <string_view>

namespace krait {

inline constexpr size_t kNotFound = static_cast<size_t>(-1);

// First occurrence at or after `from`; an empty needle is found at `from`.
size_t FindBytes(std::string_view haystack, std::string_view needle, size_t from = 0);
// Last occurrence; an empty needle is found at the end.
size_t FindLastBytes(std::string_view haystack, std::string_view needle);
// Occurrences that do not overlap, of a needle that is not empty; counts to `limit` at most.
size_t CountBytes(std::string_view haystack, std::string_view needle,
                  size_t limit = static_cast<size_t>(-1));

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_SEARCH_H_
