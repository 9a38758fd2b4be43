// io.IncrementalNewlineDecoder: universal newlines over another incremental decoder.
#ifndef KRAIT_RUNTIME_MODULES_IO_NEWLINE_DECODER_H_
#define KRAIT_RUNTIME_MODULES_IO_NEWLINE_DECODER_H_

#include "runtime/native.h"

namespace krait {

extern const TypeSpec kNewlineDecoderSpec;

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_IO_NEWLINE_DECODER_H_
