#include "runtime/frontend/compiler/constant_pool.h"

#include "runtime/collection/set.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/complex.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/value_array.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait::compiler {

namespace {

// Up to so many constants are searched one by one.
constexpr size_t kLinear = 12;

// Strings that look like names are interned for the whole isolate, as in CPython.
bool LooksLikeName(std::string_view text) {
  for (char c : text) {
    const bool word =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!word) return false;
  }
  return true;
}

}  // namespace

ConstantPool::ConstantPool(Isolate* iso) : values_(iso->heap()) {}

void ConstantPool::Clear() {
  values_.clear();
  index_.clear();
}

uint32_t ConstantPool::Add(Value value) {
  if (values_.size() <= kLinear) {
    for (size_t i = 0; i < values_.size(); ++i) {
      if (values_[i] == value) return static_cast<uint32_t>(i);
    }
    return AddUnique(value);
  }
  if (index_.empty()) {
    for (size_t i = 0; i < values_.size(); ++i) {
      index_.try_emplace(values_[i].bits(), static_cast<uint32_t>(i));
    }
  }
  const auto [it, inserted] =
      index_.try_emplace(value.bits(), static_cast<uint32_t>(values_.size()));
  if (inserted) values_.push_back(value);
  return it->second;
}

uint32_t ConstantPool::AddUnique(Value value) {
  values_.push_back(value);
  const auto at = static_cast<uint32_t>(values_.size() - 1);
  if (!index_.empty()) index_.try_emplace(value.bits(), at);
  return at;
}

ValueArray* ConstantPool::ToArray(Isolate* iso) const {
  ValueArray* array = ValueArray::New(iso, static_cast<int64_t>(values_.size()));
  if (array == nullptr) return nullptr;
  for (size_t i = 0; i < values_.size(); ++i) array->slots[i] = values_[i];
  return array;
}

ConstantFactory::ConstantFactory(Isolate* iso) : iso_(iso), kept_(iso->heap()) {}

Value ConstantFactory::Keep(Value value) {
  if (value.IsHeap()) kept_.push_back(value);
  return value;
}

Value ConstantFactory::Make(const frontend::Constant* constant) {
  using frontend::ConstantKind;
  switch (constant->type) {
    case ConstantKind::kNone:
      return Value::None();
    case ConstantKind::kFalse:
      return Value::False();
    case ConstantKind::kTrue:
      return Value::True();
    case ConstantKind::kEllipsis:
      return Value::Ellipsis();
    case ConstantKind::kInt:
      if (Value::FitsInt(constant->int_value)) return Value::Int(constant->int_value);
      return Keep(IntFromInt64(iso_, constant->int_value));
    case ConstantKind::kBigInt: {
      bool valid = false;
      return Keep(IntFromText(iso_, constant->text, constant->base, &valid));
    }
    case ConstantKind::kFloat:
      return Value::Double(constant->float_value);
    case ConstantKind::kComplex:
      return Keep(ComplexFrom(iso_, constant->real_value, constant->float_value));
    case ConstantKind::kStr:
      return String(constant->text);
    case ConstantKind::kBytes:
      return BytesOf(constant->text);
    case ConstantKind::kTuple:
    case ConstantKind::kFrozenSet:
      return Container(constant);
  }
  return Value();
}

Value ConstantFactory::Container(const frontend::Constant* constant) {
  gc::RootVector items(iso_->heap());
  for (const frontend::Constant* item : constant->items) {
    items.push_back(Make(item));
    if (items.back().IsEmpty()) return Value();
  }
  if (constant->type == frontend::ConstantKind::kTuple) {
    return TupleOf({items.data(), items.size()});
  }
  Set* set = Set::NewFrozen(iso_);
  if (set == nullptr) return Value();
  Keep(Value::Object(set));
  for (Value item : items) {
    if (!set->Add(iso_, item)) return Value();
  }
  return Value::Object(set);
}

Value ConstantFactory::String(std::string_view text) {
  if (const auto it = strings_.find(text); it != strings_.end()) return it->second;
  const Str* made = LooksLikeName(text) ? Str::Intern(iso_, text) : Str::New(iso_, text);
  if (made == nullptr) return Value();
  const Value value = Keep(Value::Object(made));
  strings_.emplace(made->view(), value);
  return value;
}

Value ConstantFactory::BytesOf(std::string_view bytes) {
  if (const auto it = bytes_.find(bytes); it != bytes_.end()) return it->second;
  const Bytes* made = Bytes::New(iso_, bytes);
  if (made == nullptr) return Value();
  const Value value = Keep(Value::Object(made));
  bytes_.emplace(made->view(), value);
  return value;
}

Value ConstantFactory::TupleOf(std::span<const Value> items) {
  std::string key(reinterpret_cast<const char*>(items.data()), items.size_bytes());
  if (const auto it = tuples_.find(key); it != tuples_.end()) return it->second;
  Tuple* made = Tuple::From(iso_, items);
  if (made == nullptr) return Value();
  const Value value = Keep(Value::Object(made));
  tuples_.emplace(std::move(key), value);
  return value;
}

Value ConstantFactory::Unify(Value value) {
  if (IsExact(value, ObjectKind::kStr)) {
    const Str* text = value.As<Str>();
    if (const auto it = strings_.find(text->view()); it != strings_.end()) return it->second;
    if (LooksLikeName(text->view())) return String(text->view());
    strings_.emplace(text->view(), Keep(value));
    return value;
  }
  if (IsExact(value, ObjectKind::kBytes)) {
    const std::string_view bytes = value.As<Bytes>()->view();
    if (const auto it = bytes_.find(bytes); it != bytes_.end()) return it->second;
    bytes_.emplace(bytes, Keep(value));
    return value;
  }
  if (IsExact(value, ObjectKind::kTuple)) return TupleOf(value.As<Tuple>()->view());
  return Keep(value);
}

}  // namespace krait::compiler
