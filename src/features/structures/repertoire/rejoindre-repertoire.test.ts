import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDb } from '../../../db/db.ts'
import { paths } from '../../../paths.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { rechercherPartout } from '../rechercher.ts'
import { garderSieges, garderUnites } from './repertoire.ecrire.ts'

let w: World
const FOYER = '000411272'
const FERMEE = '000000042'
const ligne = (siren: string, nom: string, v: object = {}) => ({
  siren,
  nom,
  sigle: null,
  categorie_juridique: '9220',
  rna: null,
  effectifs: null,
  etat: 'active',
  fermee_le: null,
  siret_siege: null,
  ...v,
})
beforeAll(async () => {
  w = await openWorld()
  await openDb(w.owner)
    .transaction()
    .execute(async tx => {
      await garderUnites(
        tx,
        [
          ligne(FOYER, 'FOYER RURAL DE LA VALLEE DU LIAMONE', { sigle: 'FRVL', rna: 'W2A1000118' }),
          ligne('000522383', 'FOYER RURAL DE LA PLAINE', { rna: 'W283000274' }),
          ligne(FERMEE, 'COMITE DES FETES DU PORT', { etat: 'fermee', fermee_le: '2024-03-01' }),
          ligne('000449157', 'SCIERIE DE LA FORET HAUTE', { categorie_juridique: '5710' }),
        ],
        [],
        new Set(),
        w.horloge.instant,
      )
      const siege = (siren: string, code_commune: string, departement: string, commune: string) => ({
        siren,
        siret: `${siren}00000`,
        departement,
        code_commune,
        code_postal: null,
        commune,
      })
      await garderSieges(tx, [siege(FOYER, '2A348', '2A', 'VICO'), siege('000522383', '33063', '33', 'BORDEAUX')], w.horloge.instant)
    })
})
afterAll(() => w.close())

const territoire = { region: '94', departements: ['2A', '2B'] }
const trouver = async (q: string) => {
  const r = await w.auGuichet(tx => rechercherPartout(tx, w.guichetId, q, { territoire }))
  return r.genre === 'trouvees' ? [...r.structures.map(s => s.nom), ...(r.fiches ?? []).map(f => f.siren)] : r.genre
}
type Compte = Awaited<ReturnType<World['compte']>>
const rejoindre = (c: Compte, structure: string) => w.post(paths.structures.rejoindre, { structure, fonction: 'Présidente' }, c.cookie)

// seen to fail: the départements of the guichet not asked first (the other foyer comes first)
it.each([
  ['foyer rural', FOYER],
  ['Foyer rurale du Liamonne', FOYER],
  ['frvl', FOYER],
  ['000 411 272', FOYER],
  ['w2a 1000118', FOYER],
  ['scierie forêt', '000449157'],
])('je tape «\u00a0%s\u00a0», je trouve l’association ou l’entreprise', async (q, siren) => {
  expect((await trouver(q))[0]).toBe(siren)
})

it('une collectivité se trouve comme avant, et son SIREN n’est pas proposé deux fois', async () => {
  const { siren } = (await w.owner.query("select siren from structure where nom = 'Ajaccio'")).rows[0]
  await openDb(w.owner)
    .transaction()
    .execute(tx => garderUnites(tx, [ligne(siren, 'COMMUNE D AJACCIO', { categorie_juridique: '7210' })], [], new Set(), w.horloge.instant))
  expect((await trouver('ajacio'))[0]).toBe('Ajaccio')
  // seen to fail: without the « not exists » of `fiches`
  expect(await trouver('ajaccio')).not.toContain(siren)
  expect(await trouver(siren)).toEqual(['Ajaccio'])
  expect((await rejoindre(await w.compte(), siren)).headers.get('location')).toContain('fait=rejointe')
  expect((await w.owner.query('select count(*)::int as n from structure where siren = $1', [siren])).rows).toEqual([{ n: 1 }])
})

it('six personnes disent «\u00a0C’est nous\u00a0» ensemble\u00a0: une structure, une entre, cinq attendent', async () => {
  const comptes = await Promise.all(Array.from({ length: 6 }, () => w.compte()))
  const reponses = await Promise.all(comptes.map(c => rejoindre(c, FOYER)))
  expect(reponses.map(r => r.status)).toEqual(Array(6).fill(303))
  const { rows } = await w.owner.query(
    `select s.nom, s.type, s.rna, s.sigle, s.commune, s.departement, s.region, array_agg(a.etat order by a.etat) as etats
       from structure s join appartenance a on a.structure_id = s.id where s.siren = $1 group by s.id`,
    [FOYER],
  )
  // seen to fail: without the lock of `parSiren` (the unique key refuses one of the six)
  expect(rows).toEqual([
    {
      nom: 'Foyer Rural de la Vallee du Liamone',
      type: 'association',
      rna: 'W2A1000118',
      sigle: 'FRVL',
      commune: 'Vico',
      departement: '2A',
      region: '94',
      etats: ['active', 'demandee', 'demandee', 'demandee', 'demandee', 'demandee'],
    },
  ])
  // from then on it is a structure, found as such
  expect((await trouver('foyer rural liamone'))[0]).toBe('Foyer Rural de la Vallee du Liamone')
  const lu = await w.owner.query(
    "select donnees->>'repertoire' as r from evenement where action = 'appartenance.demander' and donnees ? 'repertoire'",
  )
  expect(lu.rows).toEqual([{ r: FOYER }])
})

it('une association dissoute se montre avec son année, sans bouton, et ne se rejoint pas', async () => {
  const moi = await w.compte()
  const html = await (await w.get(`${paths.structures.rejoindre}?q=comite+des+fetes+du+port`, moi.cookie)).text()
  expect(html).toContain('Dissoute en\u00a02024')
  expect(html).not.toContain(`value="${FERMEE}"`)
  const r = await rejoindre(moi, FERMEE)
  expect([r.status, await r.text()]).toEqual([422, expect.stringContaining('une structure fermée ne dépose pas')])
  expect((await w.owner.query('select 1 from structure where siren = $1', [FERMEE])).rows).toEqual([])
})

it('un agent ne prend pas une association, un SIREN inconnu ne fait rien', async () => {
  const agent = await w.compte({ roles: [{ role: 'lecteur', departements: [], volets: [] }] })
  for (const [c, siren] of [
    [agent, '000522383'],
    [await w.compte(), '999999999'],
  ] as const)
    expect((await rejoindre(c, siren)).status).toBe(422)
  expect((await w.owner.query("select 1 from structure where siren = any('{000522383,999999999}')")).rows).toEqual([])
})

it('la saisie assistée de la page où l’on rejoint propose le répertoire\u00a0; les autres, non', async () => {
  const lire = async (q: string) => {
    const r = await w.get(`${paths.structures.recherche}?${q}`, undefined, { accept: 'application/json' })
    return ((await r.json()) as { structures: { id: string; detail: string }[] }).structures
  }
  expect(await lire('tout=oui&q=foyer+rural+plaine')).toContainEqual({
    id: '000522383',
    nom: 'Foyer Rural de la Plaine',
    detail: expect.stringMatching(/^Association, .*\(33\), RNA/),
  })
  expect((await lire('q=foyer+rural+plaine')).map(s => s.id)).not.toContain('000522383')
})
