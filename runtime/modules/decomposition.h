// Decomposition mappings that cannot be told from the full decomposition, which is all that utf8proc
// gives: those whose parts decompose further.
#ifndef KRAIT_RUNTIME_MODULES_DECOMPOSITION_H_
#define KRAIT_RUNTIME_MODULES_DECOMPOSITION_H_

#include <cstdint>
#include <string_view>

namespace krait {

// "0044 017D"; empty: the character is none of these.
std::string_view StepwiseDecomposition(uint32_t code_point);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_DECOMPOSITION_H_
