// Finding and loading: the finders of sys.meta_path, native or not.
#ifndef KRAIT_RUNTIME_IMPORT_FINDERS_H_
#define KRAIT_RUNTIME_IMPORT_FINDERS_H_

#include <string>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;
struct Code;
struct Module;
struct Str;
struct TypeSpec;

// finder.find_spec(name, path); the native finders are asked without a call. *spec is Empty or None
// when the finder does not know the module.
bool FindSpec(Isolate* iso, Value finder, Str* name, Value path, Value* spec);
// Makes the module of a spec, enters it into sys.modules, executes it (and takes it out again if that
// fails).
Value LoadFromSpec(Isolate* iso, Str* name, Value spec);
// The same in two halves, between which the module is executed if there is a loader.
struct Loading {
  Value module;
  Value loader;  // Empty: nothing is left to be executed
};
bool BeginLoad(Isolate* iso, Str* name, Value spec, Loading* loading);
// `executed` false: an exception is pending, or is being handled by the caller.
Value EndLoad(Isolate* iso, Str* name, Value spec, bool executed);
// The code of a source file that is about to be executed as the module.
Code* CompileSourceFile(Isolate* iso, Module* module, Str* path);

// The native types: see importer_types.cc.
extern const TypeSpec kModuleSpecTypeSpec;
extern const TypeSpec kBuiltinImporterTypeSpec;
extern const TypeSpec kPathFinderTypeSpec;
extern const TypeSpec kFileFinderHookTypeSpec;
extern const TypeSpec kSourceFileLoaderTypeSpec;

// A spec object. `locations` is the list of a package's path, or Empty; `origin` may be Empty.
Value NewModuleSpec(Isolate* iso, Str* name, Value loader, Value origin, Value locations);
Value NewSourceFileLoader(Isolate* iso, Str* name, Str* path);
bool IsSourceFileLoader(Isolate* iso, Value v);
// The file of such a loader. (The origin of its spec is what a finder of the script made of it.)
Str* SourceFilePath(Value loader);

// The native path finder: the module in one directory of the path. *spec stays Empty when it is not
// there. `tail` is the last part of the name.
bool FindInDirectory(Isolate* iso, std::string_view directory, Str* name, std::string_view tail,
                     Value* spec);
bool FindOnPath(Isolate* iso, Str* name, Value path, Value* spec);
bool FindBuiltin(Isolate* iso, Str* name, Value* spec);

// Reads a whole file; false with OSError pending.
bool ReadFile(Isolate* iso, Str* path, std::string* contents);

}  // namespace krait

#endif  // KRAIT_RUNTIME_IMPORT_FINDERS_H_
