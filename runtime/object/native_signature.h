// The parameters of a native function, parsed from its signature text once per isolate.
#ifndef KRAIT_RUNTIME_OBJECT_NATIVE_SIGNATURE_H_
#define KRAIT_RUNTIME_OBJECT_NATIVE_SIGNATURE_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace krait {

struct NativeMethod;

struct NativeParameter {
  std::string_view name;
  bool optional;
};

// Slots in order: `positional_only`, then positional-or-keyword, then *args (if any), then
// keyword-only, then **kwargs (if any). `parameters` has all of them.
struct NativeSignature {
  std::vector<NativeParameter> parameters;
  uint16_t positional_only = 0;
  uint16_t positional = 0;  // positional_only included
  uint16_t keyword_only = 0;
  uint16_t required = 0;    // leading positional parameters without default
  bool has_self = false;    // the first parameter is $self, $cls, $module or the like
  bool var_positional = false;
  bool var_keywords = false;
  bool variadic = false;    // NativeFlags::kVariadic: raw arguments
  bool simple = false;      // positional parameters only: exactly `slots` arguments can be passed as
                            // they are
  uint16_t slots = 0;

  static NativeSignature Parse(const NativeMethod& method);
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_NATIVE_SIGNATURE_H_
