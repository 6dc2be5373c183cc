from web.test_german import *
def test_x(login, alice, season):
    german(alice); client=login(alice)
    h=client.get('/').content.decode(); open('/tmp/today.html','w').write(h)
    open('/tmp/week.html','w').write(client.get(f"/season/week/{season.weeks[1].start.isoformat()}/").content.decode())
    open('/tmp/gym.html','w').write(client.get("/gym/").content.decode())
