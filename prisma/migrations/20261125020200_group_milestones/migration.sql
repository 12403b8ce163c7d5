-- CreateTable
CREATE TABLE "GroupMilestone" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "groupId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "doneAt" DATETIME,
    "doneById" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "GroupMilestone_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "WorkingGroup" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "GroupMilestone_groupId_dueOn_idx" ON "GroupMilestone"("groupId", "dueOn");

-- CreateIndex
CREATE INDEX "GroupMilestone_networkId_doneAt_dueOn_idx" ON "GroupMilestone"("networkId", "doneAt", "dueOn");
