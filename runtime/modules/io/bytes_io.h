// io.BytesIO: a binary stream in memory.
#ifndef KRAIT_RUNTIME_MODULES_IO_BYTES_IO_H_
#define KRAIT_RUNTIME_MODULES_IO_BYTES_IO_H_

#include "runtime/native.h"

namespace krait {

extern const TypeSpec kBytesIoSpec;

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_IO_BYTES_IO_H_
