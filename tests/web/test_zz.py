import json
from web.test_german import *
from web.test_german import PAGES
from ironstride.web.runners.demo import demo_account, demo_job
from ironstride.web.jobs.kinds import Work
def test_x(login, alice, season, work_off):
    lifted(alice, 12); german(alice); client = login(alice)
    for path in ("/progress/", "/audit/", "/audit/?method=all"): client.get(path)
    work_off()
    day = season.sessions[0].date.isoformat()
    paths = [*PAGES, f"/season/week/{season.weeks[1].start.isoformat()}/", f"/season/day/{day}/", f"/season/move/{day}/"]
    out=open('/tmp/left.txt','w')
    seen=set()
    for path in paths:
        out.write(f'## {path}\n')
        for t in english(client.get(path, follow=True).content.decode()):
            if t not in seen:
                seen.add(t); out.write(t[:400]+'\n')
