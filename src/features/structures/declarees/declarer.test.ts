import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { auRepertoire, CUMPAGNIA, declarer, ligneDe, REFUGE } from '../../../test/declarees.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { mesAppartenances } from '../../conservation/compte.queries.ts'
import { effacerTraces } from '../../conservation/effacement/compte.queries.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())
const q = async (texte: string, v: unknown[] = []) => (await w.owner.query(texte, v)).rows

test('une association sans SIREN se déclare par son RNA\u00a0: j’en suis membre tout de suite, et elle porte la marque', async () => {
  const moi = await w.compte({ nom: 'Marie' })
  const r = await declarer(w, moi, CUMPAGNIA)
  const s = await ligneDe(w, CUMPAGNIA.nom)
  expect([r.status, r.headers.get('location')]).toEqual([303, `${paths.structures.voir(s.id)}?fait=declaree`])
  expect(s).toMatchObject({ declaree: true, rna: 'W2A1000291', siren: null, type: 'association', region: '94', etat: 'a_confirmer' })
  const page = await lisible(await w.get(paths.structures.voir(s.id), moi.cookie))
  expect(page).toContain('Cumpagnia di u mare Déclarée')
  expect(page).toContain('Vous pouvez rédiger et déposer. La décision attend cette confirmation')
})

test('un syndicat se déclare par son SIREN\u00a0; une clé fausse est refusée, et rien de ce qui est tapé ne se perd', async () => {
  const moi = await w.compte()
  const faux = await declarer(w, moi, { ...REFUGE, siren: '000 744 509' })
  const page = await faux.text()
  expect([faux.status, page.includes('Ce SIREN n’existe pas')]).toEqual([422, true])
  expect(page).toContain('value="Syndicat du refuge animalier"')
  expect((await declarer(w, moi, REFUGE, { retour: '/appels' })).headers.get('location')).toBe('/appels')
  expect(await ligneDe(w, REFUGE.nom)).toMatchObject({ siren: '000744508', type: 'syndicat', declaree: true })
})

// seen to fail: whoever had neither number was sent away until a prefecture answered
test('sans SIREN ni RNA, le récépissé de ma demande suffit\u00a0: le service le lit, et le même ne se déclare pas deux fois', async () => {
  const d = { ...REFUGE, numero: 'aucun', siren: '', demande: ' j0011  2345678 ', nom: 'Régie des refuges' }
  const six = await Promise.all(Array.from({ length: 6 }, () => w.compte()))
  const r = await Promise.all(six.map(c => declarer(w, c, d)))
  expect(r.map(x => x.status).sort()).toEqual([303, 422, 422, 422, 422, 422])
  const s = await ligneDe(w, d.nom)
  expect(s).toMatchObject({ siren: null, rna: null, declaree: true, etat: 'a_confirmer' })
  const referent = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
  expect(await lisible(await w.get(paths.instruction.structure(s.id), referent.cookie))).toContain(
    'Ni SIREN ni RNA : récépissé de la demande n° J0011 2345678.',
  )
  // the number comes: the member puts it right
  const membre = six[r.findIndex(x => x.status === 303)]!
  const corrige = await w.post(paths.structures.corriger(s.id), { ...d, numero: 'siren', siren: '000 100 008' }, membre.cookie)
  expect(corrige.status).toBe(303)
  expect(await ligneDe(w, d.nom)).toMatchObject({ siren: '000100008' })
})

test.each([
  ['ni numéro ni récépissé', { numero: 'aucun', rna: '' }, 'Écrivez le numéro du récépissé de votre demande'],
  ['ni SIREN ni RNA', { siren: '', rna: '' }, 'Écrivez le RNA'],
  ['un RNA qui n’en est pas un', { rna: 'W12' }, 'Un RNA est un W suivi de neuf signes'],
  ['une entreprise par un RNA', { type: 'entreprise' }, 'Seule une association a un RNA'],
  ['une commune', { type: 'commune' }, 'Choisissez la forme juridique'],
  ['un département qui n’existe pas', { departement: '99' }, 'Choisissez le département du siège'],
  ['sans nom', { nom: ' ' }, 'Écrivez le nom exact'],
  ['un lien pour nom', { nom: 'https://mechant.example' }, 'ne contient ni adresse ni lien'],
  ['un nom trop long', { nom: 'a'.repeat(251) }, 'caractères au plus'],
  ['sans fonction', { fonction: '' }, 'Indiquez votre fonction'],
])('%s\u00a0: refusé, et rien n’est écrit', async (_, plus, phrase) => {
  const [avant] = await q('select count(*) from structure')
  const r = await declarer(w, await w.compte(), { ...CUMPAGNIA, rna: 'W2A1000999' }, plus)
  expect([r.status, await lisible(r)]).toEqual([422, expect.stringContaining(phrase)])
  expect(await q('select count(*) from structure')).toEqual([avant])
})

// seen to fail: without the lock of the number, two structures bear it
test('six personnes déclarent ensemble le même RNA\u00a0: une structure, un membre\u00a0; cinq la rejoignent', async () => {
  const six = await Promise.all(Array.from({ length: 6 }, () => w.compte()))
  const r = await Promise.all(six.map(c => declarer(w, c, { ...CUMPAGNIA, rna: 'W2A1000300', nom: 'Amicale du hameau' })))
  expect(r.map(x => x.status).sort()).toEqual([303, 422, 422, 422, 422, 422])
  expect(await q("select id from structure where rna = 'W2A1000300'")).toHaveLength(1)
  const refusee = await lisible(r.find(x => x.status === 422)!)
  expect(refusee).toContain('Ce numéro est déjà déclaré')
  expect(refusee).toContain('Rejoindre cette structure')
  const s = await ligneDe(w, 'Amicale du hameau')
  const perdant = six[r.findIndex(x => x.status === 422)]!
  const demande = await w.post(paths.structures.rejoindre, { structure: s.id, fonction: 'Trésorier' }, perdant.cookie)
  expect(demande.headers.get('location')).toBe(`${paths.structures.rejoindre}?fait=demandee`)
})

test('un numéro du répertoire ou du référentiel ne se déclare pas\u00a0: on rejoint la structure qui l’a', async () => {
  await auRepertoire(w, { siren: '000411272', nom: 'FOYER RURAL DE LA VALLEE DU LIAMONE', rna: 'W2A1000118' })
  const moi = await w.compte()
  for (const d of [
    { ...CUMPAGNIA, rna: 'w2a 1000118' },
    { ...REFUGE, siren: '000 411 272' },
  ]) {
    const page = await lisible(await declarer(w, moi, d))
    expect(page).toContain('Ce numéro est celui d’une structure connue')
    expect(page).toContain('Foyer Rural de la Vallee du Liamone')
  }
  const { siren } = (await q("select siren from structure where nom = 'Ajaccio'"))[0]
  expect(await lisible(await declarer(w, moi, { ...REFUGE, siren }))).toContain('Ajaccio')
  expect((await q('select count(*)::int as n from structure where siren = $1', [siren]))[0].n).toBe(1)
})

test('qui n’est pas connecté n’entend rien d’une structure déclarée\u00a0; qui l’est la trouve, avec sa marque', async () => {
  const dehors = await w.get(`${paths.structures.recherche}?q=cumpagnia+di+u+mare`)
  expect(await lisible(dehors)).not.toContain('Cumpagnia di u mare,')
  expect(await (await w.get(`${paths.structures.recherche}?q=W2A1000291`, undefined, { accept: 'application/json' })).json()).toMatchObject(
    { structures: [] },
  )
  const moi = await w.compte()
  const page = await (await w.get(`${paths.structures.rejoindre}?q=cumpagnia`, moi.cookie)).text()
  expect(page.replace(/<mark>|<\/mark>/g, '')).toMatch(/Cumpagnia di u mare<\/span> <span class="gt-declaree">Déclarée/)
})

test('je corrige ce que j’ai déclaré\u00a0; un inconnu ne le peut pas, un agent ne déclare rien', async () => {
  const moi = await w.compte()
  await declarer(w, moi, { ...CUMPAGNIA, rna: 'W2A1000400', nom: 'Atelier des valées' })
  const s = await ligneDe(w, 'Atelier des valées')
  const corriger = (c: { cookie: string }) =>
    w.post(paths.structures.corriger(s.id), { ...CUMPAGNIA, rna: 'W2A1000400', nom: 'Atelier des vallées' }, c.cookie)
  expect((await corriger(await w.compte())).status).toBe(404)
  expect((await corriger(moi)).headers.get('location')).toBe(`${paths.structures.voir(s.id)}?fait=corrigee`)
  expect(await ligneDe(w, 'Atelier des vallées')).toMatchObject({ id: s.id, etat: 'a_confirmer' })
  const agent = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
  const r = await declarer(w, agent, { ...CUMPAGNIA, rna: 'W2A1000401' })
  expect([r.status, await lisible(r)]).toEqual([422, expect.stringContaining('Votre compte instruit les dossiers')])
})

// seen to fail: without the count, the sixth is declared
test('un compte déclare cinq structures en un mois, la quatrième attend le service, et pas une de plus', async () => {
  const moi = await w.compte()
  const lieux: (string | null)[] = []
  for (let i = 0; i < 6; i++)
    lieux.push((await declarer(w, moi, { ...CUMPAGNIA, rna: `W2A20000${i}0`, nom: `Essai ${i}` })).headers.get('location'))
  expect(lieux.map(l => l?.replace(/.*fait=/, '') ?? null)).toEqual(['declaree', 'declaree', 'declaree', 'au_service', 'au_service', null])
  expect(await q("select id from structure where nom = 'Essai 5'")).toEqual([])
})

test('une même structure retrouvée par l’import est complétée, jamais dédoublée\u00a0; ce qui est déclaré reste', async () => {
  await auRepertoire(w, {
    siren: '000744508',
    nom: 'SYNDICAT DU REFUGE',
    categorie: '7353',
    commune: 'SARTENE',
    code: '2A272',
    effectifs: '03',
  })
  expect(await q("select nom, commune, categorie_juridique, effectifs, declaree from structure where siren = '000744508'")).toEqual([
    { nom: REFUGE.nom, commune: 'Ajaccio', categorie_juridique: '7353', effectifs: '03', declaree: true },
  ])
})

// seen to fail: without the two statements of `effacerTraces`; with the address in the journal
test('j’emporte ce que j’ai déclaré\u00a0; mon compte supprimé, l’adresse du siège s’efface, et le journal ne l’a jamais eue', async () => {
  const moi = await w.compte()
  await declarer(w, moi, { ...CUMPAGNIA, rna: 'W2A1000500', nom: 'Amis du lac', adresse: '3 chemin de la maison' })
  const { id } = await ligneDe(w, 'Amis du lac')
  const acteur = { compteId: moi.id, structures: [], roles: [] } as unknown as Parameters<typeof w.ctx>[0]
  const lues = await w.auGuichet(tx => mesAppartenances(tx, w.ctx(acteur) as Parameters<typeof mesAppartenances>[1]))
  expect(lues).toMatchObject([{ structure: 'Amis du lac', declaration: { adresse: '3 chemin de la maison' } }])
  expect(JSON.stringify(await w.journal())).not.toContain('3 chemin de la maison')
  await w.auGuichet(tx =>
    effacerTraces(tx, { guichetId: w.guichetId, compteId: moi.id, courriel: moi.courriel, instant: w.horloge.instant }),
  )
  expect(
    await q('select s.adresse, x.dit from structure s join declaration_structure x on x.structure_id = s.id where s.id = $1', [id]),
  ).toMatchObject([{ adresse: null, dit: { nom: 'Amis du lac', rna: 'W2A1000500' } }])
  expect((await q('select dit from declaration_structure where structure_id = $1', [id]))[0].dit).not.toHaveProperty('adresse')
})
