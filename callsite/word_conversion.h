// Conversions of words between representations, as AsType and ExplicitCastArguments promise them
// (combinators/conversions.h).
#ifndef KRAIT_CALLSITE_WORD_CONVERSION_H_
#define KRAIT_CALLSITE_WORD_CONVERSION_H_

#include <cstdint>

#include "callsite/method_type.h"

namespace krait::callsite {

class InvocationContext;

// False: the value is no such thing; an error is pending. Requires CanConvert(from, to, explicitly)
// and that neither is void.
bool ConvertWord(InvocationContext& context, Representation from, Representation to,
                 bool explicitly, uint64_t word, uint64_t* result);

// The word of None, 0, false, null.
uint64_t ZeroWord(Representation representation);

// Towards zero; NaN is 0; out of range gives the nearest.
int64_t TruncateDouble(double d);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_WORD_CONVERSION_H_
