#include "runtime/builtins/print_target.h"

#include "runtime/isolate.h"
#include "runtime/modules/io/text_file.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {

PrintTarget::PrintTarget(Isolate* iso, Value file)
    : iso_(iso), file_(file), native_(IsExactTextFile(iso, file)) {}

bool PrintTarget::Write(Value v) const {
  Str* text = IsStr(v) && IsExactStr(v) ? v.As<Str>() : ToStr(iso_, v);
  if (text == nullptr) return false;
  if (native_) return WriteText(iso_, file_, text);
  return !CallMethod(iso_, file_, iso_->names().write, {Value::Object(text)}).IsEmpty();
}

}  // namespace krait
