// From a linked site to the opcode that dispatches it: the quickened form of the first entry's handle
// while the site is monomorphic, the generic opcode otherwise.
#ifndef KRAIT_RUNTIME_LINKERS_QUICKEN_H_
#define KRAIT_RUNTIME_LINKERS_QUICKEN_H_

#include "callsite/call_site.h"
#include "runtime/bytecode/opcodes.h"

namespace krait {

Op QuickenedOp(Op generic, const callsite::CallSite& site);

}  // namespace krait

#endif  // KRAIT_RUNTIME_LINKERS_QUICKEN_H_
