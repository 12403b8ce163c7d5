-- CreateTable
CREATE TABLE "MailChoice" (
    "personId" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "weekly" BOOLEAN NOT NULL,
    "weekday" INTEGER,

    PRIMARY KEY ("personId", "networkId"),
    CONSTRAINT "MailChoice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
