// marshal, for those who import it: modules are compiled from their source, no object is written or
// read in this form.
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/errors.h"

namespace krait {

namespace {

Value Refuse(Isolate* iso, Value*, size_t) {
  return RaiseValueError(iso, "marshal data is not supported");
}

constexpr NativeMethod kFunctions[] = {
    {"dumps", Refuse, "(value, version=4, /)"},
    {"dump", Refuse, "(value, file, version=4, /)"},
    {"loads", Refuse, "(bytes, /)"},
    {"load", Refuse, "(file, /)"},
};
constexpr ModuleConstant kConstants[] = {{"version", Value::Int(4)}};

}  // namespace

const ModuleSpec kMarshalModule = {
    .name = "marshal", .functions = kFunctions, .constants = kConstants};

}  // namespace krait
