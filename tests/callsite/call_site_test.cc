#include "callsite/call_site.h"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "callsite/handle_table.h"
#include "tests/callsite/cell_fixture.h"

namespace krait::callsite {
namespace {

class CallSiteTest : public CellTest, public SiteOwner {
 protected:
  CallSiteTest() { site_.Initialize(this, 42); }
  void OnSiteChanged(CallSite&) override { ++changes_; }
  HeapObject* holder() const override { return nullptr; }

  GuardedInvocation Invocation(Guard guard, int64_t result, std::vector<PropertyCell*> cells = {}) {
    return {guard, table_.Constant(Value::Int(result)), std::move(cells)};
  }
  bool Link(Guard guard, int64_t result, std::vector<PropertyCell*> cells = {}) {
    return site_.Link(heap(), Invocation(guard, result, std::move(cells)));
  }
  // The constant that the matching entry gives; -1 when the site must be linked again.
  int64_t Invoke(Value receiver, Value operand = Value()) {
    const MethodHandle* handle = site_.Find(receiver, operand);
    return handle == nullptr ? -1 : handle->value().AsInt();
  }

  int changes_ = 0;
  HandleTable table_;
  CallSite site_;
};

TEST_F(CallSiteTest, StartsUnlinked) {
  EXPECT_EQ(site_.state(), SiteState::kUnlinked);
  EXPECT_EQ(site_.position(), 42u);
  EXPECT_EQ(Invoke(Value::Int(1)), -1);
  EXPECT_EQ(site_.ToString(), "unlinked");
}

TEST_F(CallSiteTest, TheFirstLinkMakesItMonomorphicAndCachesItsDispatch) {
  EXPECT_TRUE(Link(Guard::Shape(kIntWord), 7));
  EXPECT_EQ(site_.state(), SiteState::kMonomorphic);
  EXPECT_EQ(Invoke(Value::Int(1)), 7);
  EXPECT_EQ(Invoke(Value::Double(1)), -1);
  EXPECT_EQ(site_.cached_shape, kIntWord);
  EXPECT_EQ(site_.cached_word, Value::Int(7).bits());
  EXPECT_EQ(changes_, 1);
  EXPECT_EQ(site_.ToString(), "monomorphic: [int] constant 7");
}

TEST_F(CallSiteTest, GuardsLookAtTheReceiverThePairOrNothing) {
  Link(Guard::Shapes(kIntWord, kFloatWord), 1);
  Link(Guard::Identity(Value::None()), 2);
  EXPECT_EQ(Invoke(Value::Int(1), Value::Double(2)), 1);
  EXPECT_EQ(Invoke(Value::Int(1), Value::Int(2)), -1);
  EXPECT_EQ(Invoke(Value::None(), Value::Int(2)), 2);
  Link(Guard::Always(), 3);
  EXPECT_EQ(Invoke(Value::Int(1), Value::Int(2)), 3);
  EXPECT_EQ(site_.state(), SiteState::kPolymorphic);
}

TEST_F(CallSiteTest, AFifthKindOfReceiverMakesItMegamorphic) {
  const ShapeId shapes[] = {kIntWord, kFloatWord, kBoolWord, kOtherWord};
  for (int i = 0; i < CallSite::kMaxEntries; ++i) EXPECT_TRUE(Link(Guard::Shape(shapes[i]), i));
  EXPECT_EQ(site_.state(), SiteState::kPolymorphic);
  EXPECT_EQ(Invoke(Value::Double(0.5)), 1);
  EXPECT_FALSE(Link(Guard::Shape(500), 9));
  EXPECT_EQ(site_.state(), SiteState::kMegamorphic);
  EXPECT_EQ(site_.entry_count(), 0);
  EXPECT_EQ(Invoke(Value::Int(1)), -1);
  EXPECT_EQ(site_.cached_shape, kNoShape);
  EXPECT_FALSE(Link(Guard::Shape(kIntWord), 1));
}

TEST_F(CallSiteTest, AFiredSwitchPointRemovesExactlyTheEntriesThatDependOnIt) {
  PropertyCell* a = NewCell(Value::Int(1));
  PropertyCell* b = NewCell(Value::Int(2));
  Link(Guard::Shape(kIntWord), 1, {a});
  Link(Guard::Shape(kFloatWord), 2, {b});
  Link(Guard::Shape(kBoolWord), 3, {a, b});
  a->Store(heap(), Value::Int(10));
  EXPECT_EQ(Invoke(Value::Int(0)), -1);
  EXPECT_EQ(Invoke(Value::True()), -1);
  EXPECT_EQ(Invoke(Value::Double(0)), 2);
  EXPECT_EQ(site_.state(), SiteState::kMonomorphic);
  EXPECT_EQ(site_.cached_shape, kFloatWord);
  b->Store(heap(), Value::Int(20));
  EXPECT_EQ(site_.state(), SiteState::kUnlinked);
  EXPECT_FALSE(a->point.has_dependents());
  EXPECT_FALSE(b->point.has_dependents());
}

TEST_F(CallSiteTest, TheOwnerLearnsOfEveryChange) {
  PropertyCell* cell = NewCell(Value::Int(1));
  Link(Guard::Always(), 1, {cell});
  const int after_link = changes_;
  cell->Store(heap(), Value::Int(2));
  EXPECT_GT(changes_, after_link);
}

TEST_F(CallSiteTest, AnUnstableSiteIsResetOnceAndThenMegamorphic) {
  PropertyCell* cell = NewCell(Value::Int(0));
  int links = 0;
  while (site_.state() != SiteState::kMegamorphic && links < 100) {
    Link(Guard::Always(), links, {cell});
    cell->Store(heap(), Value::Int(++links));
  }
  EXPECT_GT(links, CallSite::kUnstableRelinks);
  EXPECT_LE(links, 2 * CallSite::kUnstableRelinks + 2);
  EXPECT_FALSE(cell->point.has_dependents());
}

TEST_F(CallSiteTest, FailuresToLinkCountAsRelinks) {
  for (int i = 0; i < 100; ++i) site_.LinkFailed();
  EXPECT_EQ(site_.state(), SiteState::kMegamorphic);
}

TEST_F(CallSiteTest, ADyingSiteLeavesItsSwitchPoints) {
  PropertyCell* cell = NewCell(Value::Int(1));
  {
    CallSite site;
    site.Initialize(this, 0);
    site.Link(heap(), Invocation(Guard::Always(), 1, {cell}));
    EXPECT_TRUE(cell->point.has_dependents());
  }
  EXPECT_FALSE(cell->point.has_dependents());
}

TEST_F(CallSiteTest, WordsThatAreNoHeapObjectsHavePseudoShapes) {
  EXPECT_EQ(ShapeOf(Value::Int(3)), kIntWord);
  EXPECT_EQ(ShapeOf(Value::Double(3)), kFloatWord);
  EXPECT_EQ(ShapeOf(Value::True()), kBoolWord);
  EXPECT_EQ(ShapeOf(Value::None()), kOtherWord);
}

// Asks a site, as the owner of its code would, to let go of what did not survive.
class SweepingClient : public CellClient {
 public:
  void AfterMarking(const gc::Heap& heap, bool) override { site->DropDead(heap); }
  CallSite* site = nullptr;
};

// What dead frames left on the stack would keep objects alive.
[[gnu::noinline]] void Scrub() {
  volatile uintptr_t words[1024];
  for (auto& word : words) word = 0;
}

TEST(CallSiteSweepTest, EntriesThatNameWhatDidNotSurviveGo) {
  SweepingClient client;
  gc::Heap heap{gc::HeapOptions{.verify = true}, &client};
  HandleTable table;
  CallSite site;
  client.site = &site;
  auto new_cell = [&](bool kept) {
    PropertyCell* cell = PropertyCell::New(heap, kCellKind);
    if (kept) client.cells.push_back(cell);
    return cell;
  };
  [&]() __attribute__((noinline)) {
    site.Link(heap, {Guard::Shape(kIntWord), table.Constant(Value::Int(1)), {new_cell(true)}});
    site.Link(heap, {Guard::Shape(kFloatWord), table.Constant(Value::Int(2)), {new_cell(false)}});
    site.Link(heap,
              {Guard::Identity(Value::Object(new_cell(false))), table.Constant(Value::Int(3))});
    site.Link(heap, {Guard::Shape(kBoolWord), table.Constant(Value::Object(new_cell(false)))});
  }
  ();
  Scrub();
  EXPECT_EQ(site.entry_count(), 4);
  const int relinks = site.relinks();
  heap.Collect(true);
  EXPECT_EQ(site.state(), SiteState::kMonomorphic);
  EXPECT_EQ(site.cached_shape, kIntWord);
  EXPECT_TRUE(client.cells[0]->point.has_dependents());
  EXPECT_EQ(site.relinks(), relinks - 3);  // that it links again is not the program's doing
  heap.Collect(true);
  EXPECT_EQ(site.entry_count(), 1);
}

}  // namespace
}  // namespace krait::callsite
