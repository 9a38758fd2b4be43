#include "runtime/modules/ast/constant_reader.h"

#include "runtime/collection/set.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/complex.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/bytes.h"

namespace krait::ast {

namespace {

using frontend::Constant;
using frontend::ConstantKind;

bool ReadItem(Isolate* iso, Value v, frontend::AstArena* arena, Constant** item) {
  *item = arena->New<Constant>(frontend::Position());
  return ReadConstant(iso, v, arena, *item);
}

bool ReadTuple(Isolate* iso, Value v, frontend::AstArena* arena, Constant* constant) {
  const std::span<const Value> items = v.As<Tuple>()->view();
  constant->type = ConstantKind::kTuple;
  constant->items = arena->NewArray<Constant*>(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    if (!ReadItem(iso, items[i], arena, &constant->items[i])) return false;
  }
  return true;
}

bool ReadFrozenSet(Isolate* iso, Value v, frontend::AstArena* arena, Constant* constant) {
  const Set* set = v.As<Set>();
  constant->type = ConstantKind::kFrozenSet;
  constant->items = arena->NewArray<Constant*>(static_cast<size_t>(set->size));
  int64_t position = 0;
  Value item;
  for (size_t i = 0; set->NextItem(&position, &item); ++i) {
    if (!ReadItem(iso, item, arena, &constant->items[i])) return false;
  }
  return true;
}

bool ReadInt(Isolate* iso, Value v, frontend::AstArena* arena, Constant* constant) {
  constant->type = ConstantKind::kInt;
  if (IntToInt64(v, &constant->int_value)) return true;
  KRAIT_TRY(Str*, digits, IntToStr(iso, v, 16));
  constant->type = ConstantKind::kBigInt;
  constant->base = 16;
  constant->text = arena->CopyString(digits->view());
  return true;
}

}  // namespace

bool ReadConstant(Isolate* iso, Value v, frontend::AstArena* arena, Constant* constant) {
  if (!iso->CheckStack(" during compilation")) return false;
  if (v.IsNone()) {
    constant->type = ConstantKind::kNone;
  } else if (v.IsBool()) {
    constant->type = v == Value::True() ? ConstantKind::kTrue : ConstantKind::kFalse;
  } else if (v == Value::Ellipsis()) {
    constant->type = ConstantKind::kEllipsis;
  } else if (IsExactInt(v)) {
    return ReadInt(iso, v, arena, constant);
  } else if (v.IsDouble()) {
    constant->type = ConstantKind::kFloat;
    constant->float_value = v.AsDouble();
  } else if (IsExact(v, ObjectKind::kComplex)) {
    constant->type = ConstantKind::kComplex;
    constant->real_value = v.As<Complex>()->value.real;
    constant->float_value = v.As<Complex>()->value.imag;
  } else if (IsExactStr(v)) {
    constant->type = ConstantKind::kStr;
    constant->text = arena->CopyString(v.As<Str>()->view());
  } else if (IsExact(v, ObjectKind::kBytes)) {
    constant->type = ConstantKind::kBytes;
    constant->text = arena->CopyString(v.As<Bytes>()->view());
  } else if (IsExact(v, ObjectKind::kTuple)) {
    return ReadTuple(iso, v, arena, constant);
  } else if (IsExact(v, ObjectKind::kFrozenSet)) {
    return ReadFrozenSet(iso, v, arena, constant);
  } else {
    return RaiseF(iso, ExceptionId::kTypeError, "got an invalid type in Constant: %s",
                  TypeName(iso, v));
  }
  return true;
}

}  // namespace krait::ast
