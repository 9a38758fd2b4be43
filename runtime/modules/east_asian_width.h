// unicodedata.east_asian_width().
#ifndef KRAIT_RUNTIME_MODULES_EAST_ASIAN_WIDTH_H_
#define KRAIT_RUNTIME_MODULES_EAST_ASIAN_WIDTH_H_

#include <cstdint>

namespace krait {

const char* EastAsianWidth(uint32_t code_point);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_EAST_ASIAN_WIDTH_H_
