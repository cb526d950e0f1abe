import { afterAll, beforeAll, expect, it } from 'vitest'
import { creerJournal } from '../../journal-technique.ts'
import { paths } from '../../paths.ts'
import { entrerParLien, navigateur } from '../navigateur.ts'
import { commencer, deposer, joindre, publier, remplir } from '../vico.ts'
import { openWorld, type World } from '../world.ts'

/**
 * A sign-in by link, a dossier filled in, an upload, a filing and a failure of ours: what the technical log keeps of them.
 * Seen to fail: with the path of a request as it came (the token is found), and with pino's own serialiser of errors (the address is found in `detail`).
 */
let w: World
const lignes: string[] = []
beforeAll(async () => {
  w = await openWorld({ env: { GUICHET_MODE: 'production' }, log: creerJournal('trace', { write: l => void lignes.push(l) }) })
  await publier(w)
})
afterAll(() => w.close())

it('le journal technique ne garde ni jeton, ni cookie, ni adresse, ni réponse, ni nom de fichier', async () => {
  const courriel = 'secretariat.vico@guichet.example'
  const n = navigateur(w)
  await entrerParLien(w, n, courriel)
  const lien = (await w.courriels()).at(-1)!.lien!
  const { rows } = await w.owner.query('select id from compte where email = $1', [courriel])
  const vico = await w.structure('Vico')
  await w.owner.query(
    `insert into appartenance (id, guichet_id, structure_id, compte_id, etat, preuve, demandee_le, active_le) values (gen_random_uuid(), $1, $2, $3, 'active', 'declaree', $4, $4)`,
    [w.guichetId, vico.id, rows[0].id, w.horloge.instant],
  )
  const cookie = n.cookie()!
  const id = await commencer(w, cookie)
  await remplir(w, cookie, id)
  await joindre(w, cookie, id, 'annexes', undefined, 'rib-de-madame-martin.pdf')
  expect((await deposer(w, cookie, id)).status).toBe(303)
  await n.post(paths.connexion, { courriel_mdp: courriel, mot_de_passe: 'mot de passe secret' })
  await n.get(`${paths.connexion}?retour=${encodeURIComponent('/mon-espace?q=recherche-personnelle')}`)
  // a failure of ours on a row that holds somebody's address
  await w.owner.query(
    "create function rompre() returns trigger language plpgsql as $$ begin raise exception 'Key (email)=(%) is wrong', new.email using detail = 'row ' || new.email; end $$",
  )
  await w.owner.query('create trigger rompre before update on compte for each row execute function rompre()')
  expect((await w.post(paths.compte.nom, { nom: 'Madame Martin' }, cookie)).status).toBe(500)

  const journal = lignes.join('')
  // as many as its requests: sign-in, dossier, piece, filing, two pages, the failure
  expect(lignes.length).toBeGreaterThanOrEqual(15)
  expect(journal).toContain('"erreur"')
  const secrets = [
    courriel,
    lien.split('/').at(-1)!,
    decodeURIComponent(cookie),
    cookie.split('=')[1]!,
    'martin',
    'Martin',
    'mot de passe secret',
    'recherche-personnelle',
  ]
  for (const secret of [...secrets, 'session_token', 'Un guichet en ligne', 's'.repeat(40)]) expect(journal, secret).not.toContain(secret)
  // each request is one line: when, what, how it ended, how long, how many queries
  expect(Object.keys(JSON.parse(lignes[0]!)).sort()).toEqual([
    'chemin',
    'hostname',
    'level',
    'methode',
    'ms',
    'msg',
    'pid',
    'requetes',
    'statut',
    'time',
  ])
})
