// The sys module: made with the isolate, because imports, printing and errors go through it.
#ifndef KRAIT_RUNTIME_MODULES_SYS_MODULE_H_
#define KRAIT_RUNTIME_MODULES_SYS_MODULE_H_

#include <span>
#include <string>
#include <vector>

#include "gc/value.h"
#include "runtime/native.h"

namespace krait {

class Isolate;
struct Module;

// What the host says about the program.
// Where the Debian package of CPython's own standard library puts it.
inline constexpr char kStandardLibrary[] = "/usr/lib/python3.11";

struct ProgramOptions {
  std::vector<std::string> argv;      // sys.argv
  std::vector<std::string> path;      // sys.path
  std::vector<std::string> warnings;  // sys.warnoptions
  std::string executable;             // sys.executable
  // The folder of the standard library: the last entry of sys.path, and sys._stdlib_dir. Empty:
  // none.
  std::string standard_library = kStandardLibrary;
  bool standard_streams = true;  // sys.stdin, stdout, stderr; otherwise they are None
  bool unbuffered = false;       // sys.stdout and stderr
  int optimize = 0;
  bool interactive = false;
  bool ignore_environment = false;
  bool isolated = false;
  bool no_site = true;
};

// Makes sys and enters it, and the module builtins, into sys.modules. Once per isolate.
bool InstallSys(Isolate* iso, const ProgramOptions& options);

// Parts of the module: sys_functions.cc, sys_information.cc.
extern const std::span<const NativeMethod> kSysFunctions;
bool AddSysInformation(Isolate* iso, Module* sys, const ProgramOptions& options);

// Flushes and drops the standard streams at the end of the program; false when a flush failed.
bool FlushStandardStreams(Isolate* iso);

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_SYS_MODULE_H_
