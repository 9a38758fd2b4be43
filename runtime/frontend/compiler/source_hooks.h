// What the parser asks of the runtime: names of characters, and sources in unusual encodings.
#ifndef KRAIT_RUNTIME_FRONTEND_COMPILER_SOURCE_HOOKS_H_
#define KRAIT_RUNTIME_FRONTEND_COMPILER_SOURCE_HOOKS_H_

#include "runtime/frontend/parser/parser.h"

namespace krait {

class Isolate;

// Sets the hooks of the options. Decoding may run script code (codecs of the `encodings` package).
void SetSourceHooks(Isolate* iso, frontend::ParseOptions* options);

}  // namespace krait

#endif  // KRAIT_RUNTIME_FRONTEND_COMPILER_SOURCE_HOOKS_H_
