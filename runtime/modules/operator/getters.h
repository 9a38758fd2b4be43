// The callable types of the operator module: attrgetter, itemgetter, methodcaller.
#ifndef KRAIT_RUNTIME_MODULES_OPERATOR_GETTERS_H_
#define KRAIT_RUNTIME_MODULES_OPERATOR_GETTERS_H_

#include "runtime/native.h"

namespace krait {

extern const TypeSpec kAttrGetterSpec, kItemGetterSpec, kMethodCallerSpec;

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_OPERATOR_GETTERS_H_
