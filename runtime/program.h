// The life of a program in an isolate: __main__, uncaught exceptions, the end.
#ifndef KRAIT_RUNTIME_PROGRAM_H_
#define KRAIT_RUNTIME_PROGRAM_H_

#include <string_view>

namespace krait {

class Isolate;
struct Module;

// A fresh module __main__ in sys.modules; null with the exception pending.
Module* MakeMainModule(Isolate* iso);

// Reports the pending exception as the interpreter does when nobody catches it (sys.excepthook;
// SystemExit is obeyed, not reported) and clears it. The exit code that follows from it.
int ReportUncaught(Isolate* iso);

// python -m: runs the module, or the package's __main__, as __main__. The exit code.
int RunModule(Isolate* iso, std::string_view name);

// The end: atexit callbacks, finalisers, the standard streams flushed. The final exit code.
int FinishProgram(Isolate* iso, int status);

}  // namespace krait

#endif  // KRAIT_RUNTIME_PROGRAM_H_
