#include "callsite/method_type.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

namespace krait::callsite {

struct TypeTable::Map {
  std::unordered_multimap<size_t, std::unique_ptr<MethodType>> types;
};

namespace {

size_t HashOf(Representation result, std::span<const Parameter> parameters) {
  size_t h = static_cast<size_t>(result) + 1;
  for (const Parameter& p : parameters) {
    h = (h ^ static_cast<size_t>(p.representation) ^ static_cast<size_t>(p.role) << 8) *
        0x9E3779B97F4A7C15u;
    h ^= h >> 29;
    if (!p.name.empty()) h ^= std::hash<std::string_view>()(p.name);
  }
  return h;
}

bool Equal(const MethodType& type, Representation result, std::span<const Parameter> parameters) {
  if (type.result() != result || type.arity() != static_cast<int>(parameters.size())) return false;
  for (int i = 0; i < type.arity(); ++i) {
    if (type.parameter(i) != parameters[static_cast<size_t>(i)]) return false;
  }
  return true;
}

}  // namespace

const char* RepresentationName(Representation representation) {
  static constexpr const char* kNames[] = {
#define KRAIT_REPRESENTATION(Name, text) text,
      KRAIT_REPRESENTATIONS(KRAIT_REPRESENTATION)
#undef KRAIT_REPRESENTATION
  };
  return kNames[static_cast<int>(representation)];
}

TypeTable::TypeTable(HandleTable* handles) : handles_(handles), map_(std::make_unique<Map>()) {}
TypeTable::~TypeTable() = default;

size_t TypeTable::size() const { return map_->types.size(); }

const MethodType* TypeTable::Get(Representation result, std::span<const Parameter> parameters) {
  if (parameters.size() > static_cast<size_t>(MethodType::kMaxArity)) return nullptr;
  const size_t hash = HashOf(result, parameters);
  auto [first, last] = map_->types.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    if (Equal(*it->second, result, parameters)) return it->second.get();
  }
  auto type = std::unique_ptr<MethodType>(new MethodType);
  type->result_ = result;
  type->arity_ = static_cast<int>(parameters.size());
  type->table_ = this;
  type->generic_ = result == Representation::kValue;
  size_t name_bytes = 0;
  for (const Parameter& p : parameters) {
    if (p.representation == Representation::kVoid) return nullptr;
    if (p.representation != Representation::kValue) type->generic_ = false;
    name_bytes += p.name.size();
  }
  type->names_ = std::make_unique<char[]>(name_bytes);
  type->parameters_ = std::make_unique<Parameter[]>(parameters.size());
  char* names = type->names_.get();
  for (size_t i = 0; i < parameters.size(); ++i) {
    type->parameters_[i] = parameters[i];
    char* end = std::copy(parameters[i].name.begin(), parameters[i].name.end(), names);
    type->parameters_[i].name = {names, parameters[i].name.size()};
    names = end;
  }
  return map_->types.emplace(hash, std::move(type))->second.get();
}

const MethodType* TypeTable::Generic(int arity) {
  return Get(Representation::kValue,
             std::vector<Parameter>(static_cast<size_t>(arity), Representation::kValue));
}

const MethodType* MethodType::ChangeResult(Representation result) const {
  return table_->Get(result, parameters());
}

const MethodType* MethodType::ChangeParameter(int position, Parameter to) const {
  return Replace(position, position + 1, {&to, 1});
}

const MethodType* MethodType::Insert(int position, std::span<const Parameter> added) const {
  return Replace(position, position, added);
}

const MethodType* MethodType::Drop(int first, int last) const { return Replace(first, last, {}); }

const MethodType* MethodType::Replace(int first, int last, std::span<const Parameter> by) const {
  if (first < 0 || first > last || last > arity_) return nullptr;
  std::vector<Parameter> all(parameters().begin(), parameters().begin() + first);
  all.insert(all.end(), by.begin(), by.end());
  all.insert(all.end(), parameters().begin() + last, parameters().end());
  return table_->Get(result_, all);
}

const MethodType* MethodType::Generic() const { return table_->Generic(arity_); }

bool MethodType::HasAt(int position, const MethodType& other) const {
  if (position < 0 || position + other.arity_ > arity_) return false;
  for (int i = 0; i < other.arity_; ++i) {
    if (at(position + i) != other.at(i)) return false;
  }
  return true;
}

std::string MethodType::ToString() const {
  std::string text = "(";
  for (int i = 0; i < arity_; ++i) {
    const Parameter& p = parameters_[i];
    if (i > 0) text += ", ";
    if (p.role == Parameter::Role::kStar) text += "*";
    if (p.role == Parameter::Role::kDoubleStar) text += "**";
    text += RepresentationName(p.representation);
    if (p.role == Parameter::Role::kKeyword) text.append(" ").append(p.name);
  }
  return text + ")" + RepresentationName(result_);
}

}  // namespace krait::callsite
