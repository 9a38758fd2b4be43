// Tables of scopes and symbols, and name mangling. The analysis is in scope_builder.cc.

#include "runtime/frontend/scope.h"

#include "runtime/frontend/join.h"

namespace krait::frontend {

namespace {

// Up to so many symbols are searched one by one.
constexpr size_t kLinearSymbols = 8;

size_t HashNode(const Node* node) {
  return (reinterpret_cast<uintptr_t>(node) >> 4) * 0x9E3779B97F4A7C15u >> 20;
}

}  // namespace

Symbol* Scope::Find(Identifier name) {
  if (table_.empty()) {
    for (Symbol& symbol : symbols) {
      if (symbol.name == name) return &symbol;
    }
    return nullptr;
  }
  const size_t mask = table_.size() - 1;
  for (size_t i = name.index() * 0x9E3779B1u & mask;; i = (i + 1) & mask) {
    if (table_[i] == 0) return nullptr;
    Symbol& symbol = symbols[table_[i] - 1];
    if (symbol.name == name) return &symbol;
  }
}

Symbol& Scope::Add(Identifier name) {
  if (Symbol* found = Find(name)) return *found;
  symbols.emplace_back().name = name;
  if (symbols.size() > kLinearSymbols) {
    if (symbols.size() * 2 > table_.size()) {
      Rehash();
    } else {
      const size_t mask = table_.size() - 1;
      size_t i = name.index() * 0x9E3779B1u & mask;
      while (table_[i] != 0) i = (i + 1) & mask;
      table_[i] = static_cast<uint32_t>(symbols.size());
    }
  }
  return symbols.back();
}

void Scope::Rehash() {
  size_t capacity = 32;
  while (capacity < symbols.size() * 4) capacity *= 2;
  table_.assign(capacity, 0);
  const size_t mask = capacity - 1;
  for (size_t index = 0; index < symbols.size(); ++index) {
    size_t i = symbols[index].name.index() * 0x9E3779B1u & mask;
    while (table_[i] != 0) i = (i + 1) & mask;
    table_[i] = static_cast<uint32_t>(index + 1);
  }
}

Scope* ScopeTable::Find(const Node* node) const {
  const size_t mask = table_.size() - 1;
  for (size_t i = HashNode(node) & mask;; i = (i + 1) & mask) {
    if (table_[i].node == node) return table_[i].scope;
    if (table_[i].node == nullptr) return nullptr;
  }
}

void ScopeTable::Register(const Node* node, Scope* scope) {
  if ((used_ + 1) * 2 > table_.size()) {
    std::vector<Entry> old(table_.empty() ? 64 : table_.size() * 2, Entry{nullptr, nullptr});
    old.swap(table_);
    used_ = 0;
    for (const Entry& entry : old) {
      if (entry.node != nullptr) Register(entry.node, entry.scope);
    }
  }
  const size_t mask = table_.size() - 1;
  size_t i = HashNode(node) & mask;
  while (table_[i].node != nullptr) i = (i + 1) & mask;
  table_[i] = {node, scope};
  ++used_;
}

Identifier MangleName(AstArena& arena, Identifier klass, Identifier name) {
  const std::string_view text = name.view();
  if (!klass || text.size() < 2 || text[0] != '_' || text[1] != '_') return name;
  if (text.ends_with("__") || text.find('.') != std::string_view::npos) return name;
  std::string_view owner = klass.view();
  while (owner.starts_with('_')) owner.remove_prefix(1);
  if (owner.empty()) return name;
  return arena.Intern(Join({"_", owner, text}));
}

}  // namespace krait::frontend
