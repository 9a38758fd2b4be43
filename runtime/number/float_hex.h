// float.hex() and float.fromhex().
#ifndef KRAIT_RUNTIME_NUMBER_FLOAT_HEX_H_
#define KRAIT_RUNTIME_NUMBER_FLOAT_HEX_H_

#include <string>
#include <string_view>

namespace krait {

std::string FloatToHex(double d);

enum class HexResult { kOk, kInvalid, kOverflow };
HexResult FloatFromHex(std::string_view text, double* result);

}  // namespace krait

#endif  // KRAIT_RUNTIME_NUMBER_FLOAT_HEX_H_
