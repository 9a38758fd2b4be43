// Quickened opcodes: the cached dispatch of a call site's first entry, by handle kind. See
// opcodes.h; kept apart because linkers add to it without touching the compiler's instruction set.
//
//   Q(Name, format, Generic)
#ifndef KRAIT_RUNTIME_BYTECODE_QUICKENED_OPCODES_H_
#define KRAIT_RUNTIME_BYTECODE_QUICKENED_OPCODES_H_

#define KRAIT_QUICKENED_OPCODES(Q) Q(ForIterRange, "dr-SJ", ForIter)

#endif  // KRAIT_RUNTIME_BYTECODE_QUICKENED_OPCODES_H_
