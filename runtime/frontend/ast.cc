// The arena behind the syntax tree, identifier interning, and the names of things.

#include "runtime/frontend/ast.h"

#include <utf8proc.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <vector>

namespace krait::frontend {

std::string_view NodeKindName(NodeKind kind) {
  static constexpr std::string_view kNames[] = {
#define V(name) #name,
      KRAIT_AST_KINDS(V)
#undef V
  };
  return kNames[static_cast<size_t>(kind)];
}

struct AstArena::Chunk {
  Chunk* next;
};

// Open addressing over entries that carry their hash. Names are short and looked up once a token,
// which is why this is not a general map.
class AstArena::IdentifierTable {
 public:
  struct Slot {
    Identifier::Entry* entry = nullptr;
    uint32_t hash = 0;
  };

  static uint32_t Hash(std::string_view text) {
    uint64_t hash = text.size();
    while (text.size() >= 8) {
      uint64_t word;
      std::memcpy(&word, text.data(), 8);
      hash = Mix(hash ^ word);
      text.remove_prefix(8);
    }
    uint64_t tail = 0;
    if (!text.empty()) std::memcpy(&tail, text.data(), text.size());
    hash = Mix(hash ^ tail);
    return static_cast<uint32_t>(hash >> 32 ^ hash);
  }

  // The slot that holds text, or the empty slot where it belongs.
  Slot& Find(std::string_view text, uint32_t hash) {
    size_t mask = slots_.size() - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
      Slot& slot = slots_[i];
      if (slot.entry == nullptr || (slot.hash == hash && slot.entry->text == text)) return slot;
    }
  }

  void Fill(Slot& slot, Identifier::Entry* entry, uint32_t hash) {
    slot = {entry, hash};
    if (++count_ * 2 > slots_.size()) Grow();
  }

  uint32_t count() const { return count_; }

 private:
  static uint64_t Mix(uint64_t x) {
    x *= 0x9E3779B97F4A7C15;
    return x ^ x >> 29;
  }

  void Grow() {
    std::vector<Slot> old = std::move(slots_);
    slots_.assign(old.size() * 2, Slot());
    for (const Slot& slot : old) {
      if (slot.entry != nullptr) Find(slot.entry->text, slot.hash) = slot;
    }
  }

  std::vector<Slot> slots_ = std::vector<Slot>(64);
  uint32_t count_ = 0;
};

namespace {
// Small at first, because most sources are small, doubling up to the cap.
constexpr size_t kFirstChunkBytes = 4 * 1024;
constexpr size_t kLargestChunkBytes = 1024 * 1024;

bool IsAscii(std::string_view text) {
  for (unsigned char c : text) {
    if (c >= 0x80) return false;
  }
  return true;
}
}  // namespace

AstArena::AstArena() : identifiers_(std::make_unique<IdentifierTable>()) {}

AstArena::~AstArena() {
  while (chunks_ != nullptr) {
    Chunk* next = chunks_->next;
    std::free(chunks_);
    chunks_ = next;
  }
}

void* AstArena::AllocateSlow(size_t bytes) {
  size_t regular = kFirstChunkBytes;
  while (regular < allocated_bytes_ && regular < kLargestChunkBytes) regular *= 2;
  // A block that would waste most of a chunk gets one of its own, and bumping goes on in the old.
  bool own_chunk = bytes > regular / 4;
  size_t chunk_bytes = sizeof(Chunk) + (own_chunk ? bytes : regular);
  auto* chunk = static_cast<Chunk*>(std::malloc(chunk_bytes));
  if (chunk == nullptr) std::abort();
  allocated_bytes_ += chunk_bytes;
  chunk->next = chunks_;
  chunks_ = chunk;
  char* begin = reinterpret_cast<char*>(chunk + 1);
  if (own_chunk) return begin;
  next_ = begin + bytes;
  limit_ = begin + regular;
  return begin;
}

std::string_view AstArena::CopyString(std::string_view text) {
  if (text.empty()) return {};
  char* copy = static_cast<char*>(Allocate(text.size()));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

Identifier AstArena::Intern(std::string_view text) {
  uint32_t hash = IdentifierTable::Hash(text);
  IdentifierTable::Slot& slot = identifiers_->Find(text, hash);
  if (slot.entry != nullptr) return Identifier(slot.entry);
  auto* entry = static_cast<Identifier::Entry*>(Allocate(sizeof(Identifier::Entry)));
  new (entry) Identifier::Entry{CopyString(text), identifier_count()};
  identifiers_->Fill(slot, entry, hash);
  return Identifier(entry);
}

Identifier AstArena::InternName(std::string_view text) {
  if (IsAscii(text)) return Intern(text);
  utf8proc_uint8_t* normalized = nullptr;
  utf8proc_ssize_t length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<ptrdiff_t>(text.size()),
      &normalized, static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_COMPAT));
  if (length < 0) return Intern(text);
  Identifier result = Intern({reinterpret_cast<char*>(normalized), static_cast<size_t>(length)});
  std::free(normalized);
  return result;
}

uint32_t AstArena::identifier_count() const { return identifiers_->count(); }

namespace {
std::string_view ConstantDescription(const Constant& constant) {
  switch (constant.type) {
    case ConstantKind::kNone:
      return "None";
    case ConstantKind::kFalse:
      return "False";
    case ConstantKind::kTrue:
      return "True";
    case ConstantKind::kEllipsis:
      return "ellipsis";
    default:
      return "literal";
  }
}
}  // namespace

std::string_view ExpressionDescription(const ExprNode* expression) {
  switch (expression->kind) {
    case NodeKind::kAttribute:
      return "attribute";
    case NodeKind::kSubscript:
      return "subscript";
    case NodeKind::kStarred:
      return "starred";
    case NodeKind::kName:
      return "name";
    case NodeKind::kList:
      return "list";
    case NodeKind::kTuple:
      return "tuple";
    case NodeKind::kLambda:
      return "lambda";
    case NodeKind::kCall:
      return "function call";
    case NodeKind::kBoolOp:
    case NodeKind::kBinOp:
    case NodeKind::kUnaryOp:
      return "expression";
    case NodeKind::kGeneratorExp:
      return "generator expression";
    case NodeKind::kYield:
    case NodeKind::kYieldFrom:
      return "yield expression";
    case NodeKind::kAwait:
      return "await expression";
    case NodeKind::kListComp:
      return "list comprehension";
    case NodeKind::kSetComp:
      return "set comprehension";
    case NodeKind::kDictComp:
      return "dict comprehension";
    case NodeKind::kDict:
      return "dict literal";
    case NodeKind::kSet:
      return "set display";
    case NodeKind::kJoinedStr:
    case NodeKind::kFormattedValue:
      return "f-string expression";
    case NodeKind::kConstant:
      return ConstantDescription(*Cast<Constant>(expression));
    case NodeKind::kCompare:
      return "comparison";
    case NodeKind::kIfExp:
      return "conditional expression";
    case NodeKind::kNamedExpr:
      return "named expression";
    default:
      return "expression";
  }
}

}  // namespace krait::frontend
