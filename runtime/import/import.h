// Importing modules: the import statement and __import__, with CPython's protocol (sys.modules,
// sys.meta_path, sys.path_hooks, sys.path_importer_cache) and native defaults for its finders, so
// that an import of a plain .py file runs no script but the module itself.
#ifndef KRAIT_RUNTIME_IMPORT_IMPORT_H_
#define KRAIT_RUNTIME_IMPORT_IMPORT_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "gc/value.h"
#include "runtime/native.h"
#include "runtime/object/errors.h"

namespace krait {

class Isolate;
struct Module;
struct Str;

// __import__(name, globals, locals, fromlist, level). `globals` may be None or Empty, `from_list`
// None or Empty.
Value ImportModule(Isolate* iso, Value name, Value globals, Value locals, Value from_list,
                   int64_t level);
// The same for the interpreter's loop: does it have something to load, so that a module's body runs?
// Then EnterImport wants the script that does it (interpreter/self_hosted.h), which calls the helpers.
bool ImportRunsScript(Isolate* iso, Value name, Value from_list, int64_t level);
Failure EnterImport(Isolate* iso, Value name, Value globals, Value from_list, int64_t level);
extern const std::span<const NativeMethod> kImportHelpers;
// import a.b.c, and the result is a.b.c itself.
Value ImportByName(Isolate* iso, std::string_view name);

// A package that the interpreter itself needs: found in sys._stdlib_dir, whatever sys.path says, so
// that a program's own module of that name is not taken for it.
Value ImportFromStandardLibrary(Isolate* iso, std::string_view name);

// The finders that sys.meta_path and sys.path_hooks start with.
bool InstallImporters(Isolate* iso, Module* sys);

// Runs a source file as the module: sets __file__, __cached__ and executes. The file's bytes are
// read through the host's files.
bool ExecuteSourceFile(Isolate* iso, Module* module, Str* path);

}  // namespace krait

#endif  // KRAIT_RUNTIME_IMPORT_IMPORT_H_
