// io.StringIO: a text stream in memory.
#ifndef KRAIT_RUNTIME_MODULES_IO_STRING_IO_H_
#define KRAIT_RUNTIME_MODULES_IO_STRING_IO_H_

#include "runtime/native.h"

namespace krait {

extern const TypeSpec kStringIoSpec;

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_IO_STRING_IO_H_
