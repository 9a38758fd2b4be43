// SyntaxError and its subclasses.
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception_methods.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

Value SyntaxErrorInit(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<Exception>();
  if (args[2].As<Dict>()->size != 0) {
    return RaiseF(iso, ExceptionId::kTypeError, "%.200s() takes no keyword arguments",
                  TypeName(iso, args[0]));
  }
  self->args = args[1].As<Tuple>();
  iso->Barrier(self);
  if (self->args->size >= 1) {
    SetExceptionField(iso, self, SyntaxErrorField::kMsg, self->args->items[0]);
  }
  if (self->args->size != 2) return Value::None();
  KRAIT_TRY(Tuple*, info, TupleFromIterable(iso, self->args->items[1]));
  if (info->size < 4 || info->size > 6) {
    return RaiseF(iso, ExceptionId::kTypeError, "function takes at %s %d arguments (%d given)",
                  info->size < 4 ? "least" : "most", info->size < 4 ? 4 : 6,
                  static_cast<int>(info->size));
  }
  static constexpr int kFields[] = {SyntaxErrorField::kFilename,  SyntaxErrorField::kLineno,
                                    SyntaxErrorField::kOffset,    SyntaxErrorField::kText,
                                    SyntaxErrorField::kEndLineno, SyntaxErrorField::kEndOffset};
  for (int64_t i = 0; i < info->size; ++i) {
    SetExceptionField(iso, self, kFields[i], info->items[i]);
  }
  if (info->size == 5) {
    return RaiseTypeError(iso, "end_offset must be provided when end_lineno is provided");
  }
  return Value::None();
}

Value SyntaxErrorStr(Isolate* iso, Value* args, size_t) {
  const auto* self = args[0].As<Exception>();
  const Value message = self->extra[SyntaxErrorField::kMsg];
  const Value filename = self->extra[SyntaxErrorField::kFilename];
  const Value lineno = self->extra[SyntaxErrorField::kLineno];
  KRAIT_TRY(Str*, text, ToStr(iso, message ? message : Value::None()));
  std::string out(text->view());
  std::string where;
  if (HasKind(filename, ObjectKind::kStr)) {
    const std::string_view path = filename.As<Str>()->view();
    const size_t slash = path.rfind('/');
    where = std::string(slash == path.npos ? path : path.substr(slash + 1));
  }
  if (IsExactInt(lineno)) {
    KRAIT_TRY(Str*, line, ToStr(iso, lineno));
    where += (where.empty() ? "line " : ", line ") + std::string(line->view());
  }
  if (!where.empty()) out += " (" + where + ")";
  return Value::Object(Str::New(iso, out));
}

}  // namespace krait
