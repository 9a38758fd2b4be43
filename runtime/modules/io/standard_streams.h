// sys.stdin, sys.stdout and sys.stderr.
#ifndef KRAIT_RUNTIME_MODULES_IO_STANDARD_STREAMS_H_
#define KRAIT_RUNTIME_MODULES_IO_STANDARD_STREAMS_H_

#include "gc/value.h"

namespace krait {

class Isolate;

// The text files over descriptors 0, 1 and 2; None for one that is closed. Unbuffered: what is written
// is on its way at once.
bool MakeStandardStreams(Isolate* iso, bool unbuffered, Value* in, Value* out, Value* error);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_IO_STANDARD_STREAMS_H_
