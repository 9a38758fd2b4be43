#include "jit/handles/stub_compiler.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "callsite/evaluator.h"
#include "callsite/handle_table.h"
#include "callsite/invocation_context.h"
#include "jit/handles/emitter.h"
#include "jit/handles/installer.h"
#include "jit/handles/lowering.h"
#include "jit/handles/plan.h"
#include "jit/handles/stub_unit.h"

namespace krait::jit {

using callsite::CompiledStub;
using callsite::InvocationContext;
using callsite::MethodHandle;
using callsite::MethodType;

StubCompiler::StubCompiler(const CodeMemoryOptions& options, gc::Heap* heap)
    : memory_(options, heap), adapters_(memory_) {}

StubCompiler::~StubCompiler() {
  for (const auto& unit : units_) {
    if (unit->handle != nullptr) unit->handle->SetStub(nullptr);
    unit->handle = nullptr;
  }
  // Handles that die now have no stubs, so they do not tell.
  // One function's handle may be what holds another function.
  std::vector<callsite::ResourceRef<FunctionRecord>> functions;
  for (const auto& [handle, record] : functions_) functions.emplace_back(record);
  functions_.clear();
  for (const auto& function : functions) function->Abandon();
  waiting_.clear();
  while (!units_.empty()) units_.pop_back();
}

// ---- bodies ----

absl::StatusOr<Body*> StubCompiler::Assemble(const Plan& plan, const MethodType& type) {
  CodeBuffer buffer;
  Emitter emitter(buffer.holder(), type, plan.may_recurse);
  // Finish asks it for the cold code.
  Lowering lowering(plan, emitter);
  lowering.Body();
  if (!emitter.Finish()) return absl::InternalError("a graph that cannot be lowered");
  const std::string name = absl::StrCat(
      "krait stub ", HandleKindName(plan.node(plan.root).handle->kind()), " ", type.ToString());
  auto body = std::make_unique<Body>();
  absl::StatusOr<CodeBlock*> block = WithRoom(
      buffer.holder().codeSize(), [&] { return buffer.Install(memory_, body.get(), name); });
  if (!block.ok()) return block.status();
  ++statistics_.assemblies;
  body->block = *block;
  const uint8_t* code = (*block)->code();
  for (const Emitter::Point& point : emitter.points()) {
    body->points.push_back(
        {point.assumption, InvalidationPoint(code + buffer.holder().labelOffset(point.at),
                                             code + buffer.holder().labelOffset(point.exit))});
  }
  Body* result = body.get();
  if (plan.has_points) {
    result->position = private_.size();
    private_.push_back(std::move(body));
  } else {
    result->shape = plan.shape;
    shared_.emplace(plan.shape, std::move(body));
  }
  return result;
}

absl::StatusOr<Body*> StubCompiler::FindOrMakeBody(const Plan& plan, const MethodType& type) {
  if (!plan.has_points) {
    if (const auto found = shared_.find(plan.shape); found != shared_.end()) {
      ++statistics_.shared;
      return found->second.get();
    }
  }
  absl::StatusOr<Body*> body = Assemble(plan, type);
  if (body.ok()) (*body)->idle = idle_.insert(idle_.end(), *body);
  return body;
}

void StubCompiler::FreeBody(Body* body) {
  memory_.Free(*body->block);
  if (!body->shape.empty()) {
    shared_.erase(body->shape);
    return;
  }
  const size_t position = body->position;
  std::swap(private_[position], private_.back());
  private_[position]->position = position;
  private_.pop_back();
}

void StubCompiler::FreeIdleBodies(size_t keep) {
  while (idle_.size() > keep) {
    Body* oldest = idle_.front();
    idle_.pop_front();
    FreeBody(oldest);
  }
}

void StubCompiler::DropBody(Body* body) {
  if (--body->users > 0) return;
  if (body->shape.empty()) {
    FreeBody(body);
    return;
  }
  body->idle = idle_.insert(idle_.end(), body);
  FreeIdleBodies(kIdleBodies);
}

// ---- ages ----

void StubCompiler::NoteUses() {
  memory_.AdvanceEpoch();
  for (const auto& unit : units_) {
    if (unit->TakeUse()) memory_.Touch(*unit->body.block);
  }
  until_noting_ = std::max(kLeastUnitsPerEpoch, units_.size() / 4);
}

template <typename Make>
auto StubCompiler::WithRoom(size_t bytes, Make make) -> decltype(make()) {
  auto made = make();
  // What is out of proportion drives nobody else out.
  if (bytes > memory_.options().cap_bytes / 2) return made;
  while (absl::IsResourceExhausted(made.status()) && MakeRoom(bytes)) made = make();
  return made;
}

bool StubCompiler::MakeRoom(size_t bytes) {
  constexpr size_t kPart = 8;
  const uint64_t frees = memory_.statistics().frees;
  FreeCode();
  FreeIdleBodies(0);
  NoteUses();
  std::unordered_map<const CodeOwner*, std::vector<StubUnit*>> users;
  for (const auto& unit : units_) users[&unit->body].push_back(unit.get());
  const size_t wanted = std::max(bytes, memory_.statistics().live_bytes / kPart);
  size_t found = 0;
  for (CodeBlock* block : memory_.UnusedSince(memory_.epoch() + 1)) {
    if (found >= wanted) break;
    const std::vector<StubUnit*>& units = users[block->owner()];
    const bool runs = std::any_of(units.begin(), units.end(),
                                  [](const StubUnit* unit) { return unit->active_frames() != 0; });
    if (runs) continue;
    found += block->bytes();
    for (StubUnit* unit : units) {
      if (unit->handle == nullptr) continue;
      ++statistics_.evictions;
      TakeFromHandle(*unit);
    }
  }
  FreeCode();
  FreeIdleBodies(0);
  adapters_.FreeUnused();
  return memory_.statistics().frees != frees;
}

// ---- units ----

// A graph whose code would need too large a frame is divided: its lower parts become stubs of their
// own.
absl::StatusOr<Body*> StubCompiler::MakePlanAndBody(const MethodHandle& handle, Plan* plan) {
  constexpr size_t kFewer = 8;
  for (size_t nodes = kMaxPlanNodes;; nodes /= kFewer) {
    *plan = MakePlan(handle, nodes);
    absl::StatusOr<Body*> body = FindOrMakeBody(*plan, *handle.type());
    if (body.ok() || !absl::IsInternal(body.status()) || nodes == 0) return body;
  }
}

absl::StatusOr<Adapters*> StubCompiler::UseAdapters(const MethodType& type) {
  absl::StatusOr<Adapters*> adapters = WithRoom(0, [&] { return adapters_.Get(type); });
  if (adapters.ok()) ++(*adapters)->users;
  return adapters;
}

absl::StatusOr<StubUnit*> StubCompiler::MakeUnit(const MethodHandle& handle) {
  if (handle.type() == nullptr) return absl::InvalidArgumentError("a handle without a type");
  absl::StatusOr<Adapters*> adapters = UseAdapters(*handle.type());
  if (!adapters.ok()) return adapters.status();
  Plan plan;
  absl::StatusOr<Body*> body = MakePlanAndBody(handle, &plan);
  if (!body.ok()) {
    --(*adapters)->users;
    return body.status();
  }
  if ((*body)->users++ == 0) idle_.erase((*body)->idle);
  auto unit = std::make_unique<StubUnit>(*this, handle, std::move(plan), **body, **adapters);
  unit->position = units_.size();
  unit->Attach();
  ++statistics_.compilations;
  units_.push_back(std::move(unit));
  if (--until_noting_ == 0) NoteUses();
  return units_.back().get();
}

const CompiledStub* StubCompiler::Compile(const MethodHandle& handle) {
  // A handle of a table that has another compiler would not tell this one when it dies.
  if (handle.table().compiler() != this) return nullptr;
  if (handle.stub() != nullptr) return handle.stub();
  Sweep();
  absl::StatusOr<StubUnit*> unit = MakeUnit(handle);
  if (!unit.ok()) {
    ++statistics_.failures;
    return nullptr;
  }
  handle.SetStub(*unit);
  LinkFunctions(handle, **unit);
  return *unit;
}

// The unit is used by nobody from now on, but frames may be in its code. Runs while switch points
// fire: nothing is freed here.
void StubCompiler::Retire(StubUnit& unit) {
  if (unit.handle == nullptr) return;
  ++statistics_.invalidations;
  TakeFromHandle(unit);
}

void StubCompiler::TakeFromHandle(StubUnit& unit) {
  unit.handle->SetStub(nullptr);
  unit.handle = nullptr;
  while (!unit.functions.empty()) Unlink(*unit.functions.back());
  waiting_.push_back(&unit);
}

void StubCompiler::HandleDied(const MethodHandle& handle) {
  auto* unit = static_cast<StubUnit*>(const_cast<CompiledStub*>(handle.stub()));
  if (unit == nullptr) return;
  unit->handle = nullptr;
  while (!unit->functions.empty()) Unlink(*unit->functions.back());
  waiting_.push_back(unit);
}

void StubCompiler::FreeCode() {
  std::erase_if(waiting_, [&](StubUnit* unit) {
    if (unit->active_frames() != 0) return false;
    const size_t position = unit->position;
    dead_.push_back(std::move(units_[position]));
    if (position + 1 != units_.size()) {
      units_[position] = std::move(units_.back());
      units_[position]->position = position;
    }
    units_.pop_back();
    unit->Detach();
    --unit->adapters.users;
    DropBody(&unit->body);
    return true;
  });
}

void StubCompiler::Sweep() {
  FreeCode();
  // Handles die with the units that kept them, and closures of the host with those; they may come
  // back here.
  const std::vector<std::unique_ptr<StubUnit>> dead = std::exchange(dead_, {});
}

// ---- functions ----
//
//   0   nop5, or jmp 36            the point: see FunctionRecord
//   5   mov r11, context
//   15  cmp dword [r11], 0         an entry from outside is a safepoint
//   19  jne 36
//   21  mov r10, data
//   31  jmp body
//   36  mov r10, record
//   46  jmp miss

namespace {

constexpr size_t kThunkBytes = 51;
constexpr size_t kThunkContext = 5;
constexpr size_t kThunkPoll = 15;
constexpr size_t kThunkData = 21;
constexpr size_t kThunkJump = 31;
constexpr size_t kThunkMiss = 36;

static_assert(InvocationContext::kInterruptOffset == 0);
constexpr uint8_t kPoll[] = {0x41, 0x83, 0x3B, 0x00, 0x75, kThunkMiss - kThunkData};

void WriteLoad(uint8_t* at, uint8_t opcode, uint64_t word) {
  at[0] = 0x49;
  at[1] = opcode;
  std::memcpy(at + 2, &word, sizeof(word));
}

// `from` is where the jump stands in the executing view.
void WriteJump(uint8_t* at, const uint8_t* from, const uint8_t* to) {
  const auto distance = static_cast<int32_t>(to - (from + 5));
  at[0] = 0xE9;
  std::memcpy(at + 1, &distance, sizeof(distance));
}

constexpr uint8_t kLoadR10 = 0xBA;
constexpr uint8_t kLoadR11 = 0xBB;

}  // namespace

FunctionRecord::FunctionRecord(StubCompiler& c, const MethodHandle& h, InvocationContext& in,
                               Adapters& a, CodeBlock& block)
    : compiler(&c),
      handle(&h),
      context(&in),
      thunk(&block),
      point(block.code(), block.code() + kThunkMiss),
      adapters(&a) {
  entry_ = block.code();
}

FunctionRecord::~FunctionRecord() {
  if (compiler != nullptr) compiler->FunctionDied(*this);
}

void FunctionRecord::Abandon() {
  compiler = nullptr;
  entry_ = nullptr;
  handle = callsite::HandleRef();
}

absl::StatusOr<callsite::ResourceRef<callsite::CompiledFunction>> StubCompiler::MakeFunction(
    const MethodHandle& handle, InvocationContext& context) {
  if (handle.type() == nullptr) {
    return absl::InvalidArgumentError("a handle without a type cannot be a function");
  }
  absl::StatusOr<Adapters*> adapters = UseAdapters(*handle.type());
  if (!adapters.ok()) return adapters.status();
  absl::StatusOr<CodeBlock*> block =
      WithRoom(kThunkBytes, [&] { return memory_.Allocate(kThunkBytes, nullptr); });
  if (!block.ok()) {
    --(*adapters)->users;
    return block.status();
  }
  const uint8_t* code = (*block)->code();
  auto* record = new FunctionRecord(*this, handle, context, **adapters, **block);
  const callsite::ResourceRef<callsite::CompiledFunction> function(record);
  functions_.emplace(&handle, record);
  uint8_t* bytes = memory_.Writable(**block);
  WriteJump(bytes, code, code + kThunkMiss);
  WriteLoad(bytes + kThunkContext, kLoadR11, reinterpret_cast<uint64_t>(&context));
  std::memcpy(bytes + kThunkPoll, kPoll, sizeof(kPoll));
  WriteLoad(bytes + kThunkMiss, kLoadR10, reinterpret_cast<uint64_t>(record));
  WriteJump(bytes + kThunkMiss + 10, code + kThunkMiss + 10, (*adapters)->miss);
  memory_.Publish(**block, absl::StrCat("krait function ", handle.type()->ToString()));
  if (const CompiledStub* stub = Compile(handle); stub != nullptr && record->unit == nullptr) {
    Link(*record, *static_cast<StubUnit*>(const_cast<CompiledStub*>(stub)));
  }
  return function;
}

void StubCompiler::FunctionDied(FunctionRecord& record) {
  const auto [first, last] = functions_.equal_range(record.handle.get());
  functions_.erase(
      std::find_if(first, last, [&](const auto& entry) { return entry.second == &record; }));
  if (StubUnit* unit = record.unit) {
    std::erase(unit->functions, &record);
    // The function may be running.
    if (unit->active_frames() != 0) unit->kept.push_back(record.handle);
  }
  // Thunks are jumped through: no frame is ever in one.
  memory_.Free(*record.thunk);
  // What dies here may compile, and so free adapters without users; FunctionMissed returns into
  // these.
  Sweep();
  --record.adapters->users;
}

void StubCompiler::Link(FunctionRecord& record, StubUnit& unit) {
  if (!memory_.CanWrite().ok()) return;
  uint8_t* bytes = memory_.Writable(*record.thunk);
  WriteLoad(bytes + kThunkData, kLoadR10, reinterpret_cast<uint64_t>(unit.data));
  WriteJump(bytes + kThunkJump, record.thunk->code() + kThunkJump, unit.body.block->code());
  unit.NoteUse();
  if (!record.point.Unpatch(memory_).ok()) return;
  record.unit = &unit;
  record.misses = 0;
  unit.functions.push_back(&record);
}

void StubCompiler::Unlink(FunctionRecord& record) {
  (void)record.point.Patch(memory_);
  std::erase(record.unit->functions, &record);
  record.unit = nullptr;
  record.misses = 0;
  record.patience = std::min(record.patience * 2, FunctionRecord::kMostPatience);
}

void StubCompiler::LinkFunctions(const MethodHandle& handle, StubUnit& unit) {
  const auto [first, last] = functions_.equal_range(&handle);
  for (auto entry = first; entry != last; ++entry) {
    if (entry->second->unit == nullptr) Link(*entry->second, unit);
  }
}

void StubCompiler::RelinkAfterMiss(FunctionRecord& record) {
  if (record.unit != nullptr) {
    // It is used for the first time after ages were noted, or something waits for a safepoint.
    record.unit->NoteUse();
    (void)record.point.Unpatch(memory_);
    return;
  }
  ++statistics_.misses;
  if (++record.misses < record.patience) return;
  record.misses = 0;
  if (Compile(*record.handle) == nullptr) {
    record.patience = std::min(record.patience * 2, FunctionRecord::kMostPatience);
  } else if (record.unit == nullptr) {
    LinkFunctions(*record.handle,
                  *static_cast<StubUnit*>(const_cast<CompiledStub*>(record.handle->stub())));
  }
}

void FunctionMissed(FunctionRecord* record, const uint64_t* arguments, uint64_t* result) {
  // The function may be released while it runs.
  const callsite::ResourceRef<FunctionRecord> running(record);
  record->compiler->RelinkAfterMiss(*record);
  if (!callsite::Invoke(*record->handle, *record->context, arguments, result)) *result = 0;
}

void StubCompiler::Trace(gc::Marker& marker) const {
  for (const auto& unit : units_) {
    for (const callsite::HandleRef& handle : unit->kept) handle->Trace(marker);
  }
}

StubStatistics StubCompiler::statistics() const {
  StubStatistics result = statistics_;
  result.units = units_.size();
  result.waiting = waiting_.size();
  result.bodies = shared_.size() + private_.size();
  result.functions = functions_.size();
  return result;
}

}  // namespace krait::jit
