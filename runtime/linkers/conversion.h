// Operations that convert a value by one special method and check what it gives: str(), repr(),
// format() and f-strings, hash(), int(). A method written in script gets a frame of kind Convert, whose
// role is the Conversion.
#ifndef KRAIT_RUNTIME_LINKERS_CONVERSION_H_
#define KRAIT_RUNTIME_LINKERS_CONVERSION_H_

#include <cstdint>

#include "callsite/call_site.h"
#include "gc/value.h"

namespace krait {

class Isolate;

enum class Conversion : uint8_t {
  kStr,     // must be a str: of __str__, or of the __repr__ that stands in for it
  kRepr,    // of __repr__
  kAscii,   // of __repr__, then escaped
  kFormat,  // of __format__
  kHash,    // of __hash__
  kInt,     // of __int__
  kIndex,   // of an __index__ that stands in for __int__
};

// A special method that a conversion calls, Empty where no script is involved.
struct ConversionMethod {
  Value method;
  Conversion conversion;
};

// What the script method's result makes of the conversion. `spec`: a str or Empty; texts are formatted
// by it.
Value ConversionResult(Isolate* iso, Conversion conversion, Value result, Value spec);

// The method that FormatValue calls; `conversion` as in opcodes.h, `plain`: no format spec, or "".
ConversionMethod TextMethod(Isolate* iso, Value v, uint32_t conversion, bool plain);
// The same, linked. A site is linked for its own operands of conversion and spec.
ConversionMethod LinkedTextMethod(Isolate* iso, callsite::CallSite& site, Value v,
                                  uint32_t conversion, bool plain);

}  // namespace krait

#endif  // KRAIT_RUNTIME_LINKERS_CONVERSION_H_
