import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { dossierId, pieces, preparerPieces, vico, w } from '../../test/pieces.ts'
import { publierFichier } from '../appels/index.ts'
import { lettreUsuelle, modeleUsuel } from './modeles.ts'

preparerPieces()

const lire = async (adresse: string, cookie = vico.cookie) => {
  const r = await w.get(adresse, cookie)
  return { statut: r.status, texte: (await r.text()).replaceAll('\u00a0', ' ').replaceAll(/<[^>]+>/g, '') }
}
const page = (reponses: Record<string, string> = {}) => `${paths.dossiers.redaction(dossierId)}?${new URLSearchParams(reponses)}`

test('la délibération se lit écrite d’après mon dossier, mes réponses mises dans le texte, et rien n’est gardé', async () => {
  const vide = await lire(page())
  expect(vide.statut).toBe(200)
  for (const mot of ['Commune de Vico', 'Le conseil municipal, après en avoir délibéré', 'Membres en exercice : ………'])
    expect(vide.texte).toContain(mot)
  const remplie = await lire(page({ date: '16/09/2021', membres: '15', signataire: 'le maire' }))
  for (const mot of ['Séance du 16 septembre 2021', 'Membres en exercice : 15', 'Autorise le maire à déposer'])
    expect(remplie.texte).toContain(mot)
  expect((await lire(page())).texte).toContain('Membres en exercice : ………')
  expect(await pieces()).toEqual([])
})

test('ce que les autres paient est dit à l’assemblée, et rien quand personne d’autre ne paie', () => {
  const plan = (autres: boolean) => /Le plan de financement[^\n]*/.exec(modeleUsuel('commune', autres))?.[0]
  expect(plan(true)).toMatch(/part de la structure \{part\}\u00a0; autres financements \{autres\}\.$/)
  expect(plan(false)).toMatch(/part de la structure \{part\}\.$/)
  expect(lettreUsuelle('commune', 'usuelle', true)).toContain('autres financements {autres}.')
})

test('la date de la séance dit quand convoquer, et qu’elle vient après la clôture', async () => {
  expect((await lire(page({ date: '16/09/2021' }))).texte).toContain('donc le 12 septembre 2021 au plus tard')
  const tard = (await lire(page({ date: '07/10/2021' }))).texte
  expect(tard).toContain('Elle se tient 20 jours après la clôture du 17 septembre 2021.')
  expect(tard).toContain('Cet appel exige la délibération au dépôt : avancez la séance')
  // this call wants the délibération itself: no letter in its place
  expect(tard).not.toContain('lettre qui l’annonce')
})

test('une date qui n’en est pas une se dit à côté, et ce que j’ai tapé reste', async () => {
  const { statut, texte } = await lire(page({ date: 'jeudi', membres: '15' }))
  expect(statut).toBe(422)
  expect(texte).toContain('« jeudi » n’est pas une date. Écrivez-la comme 16/09/2021')
  expect(texte).toContain('Membres en exercice : 15')
})

test('je l’emporte en PDF à imprimer, accessible, avec mes réponses et sans rien du guichet', async () => {
  const pdf = `${paths.dossiers.redactionPdf(dossierId)}?membres=15`
  const r = await w.get(pdf, vico.cookie)
  expect([r.status, r.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const { texte, titre } = await lirePdf(new Uint8Array(await r.arrayBuffer()))
  for (const mot of ['Commune de Vico', 'Membres en exercice : 15', 'Autorise ……… à déposer']) expect(texte).toContain(mot)
  expect(texte).not.toContain('SGAC')
  expect(titre).toMatch(/^Délibération/)
  expect((await w.get(pdf, (await w.compte({ structures: ['Ajaccio'] })).cookie)).status).toBe(404)
})

test('je l’emporte en ODT, avec mes réponses\u00a0; quelqu’un d’une autre structure n’a ni la page ni le fichier', async () => {
  const odt = `${paths.dossiers.redactionOdt(dossierId)}?membres=15`
  const r = await w.get(odt, vico.cookie)
  expect([r.status, r.headers.get('content-type')]).toEqual([200, 'application/vnd.oasis.opendocument.text'])
  expect(r.headers.get('content-disposition')).toMatch(/filename="deliberation-[a-z0-9-]+\.odt"/)
  expect(
    Buffer.from(await r.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
  const { cookie } = await w.compte({ structures: ['Ajaccio'] })
  expect([(await lire(page(), cookie)).statut, (await w.get(odt, cookie)).status]).toEqual([404, 404])
})

const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const avecModeles = (...modeles: string[]) =>
  ITN7.replace('genere: modele_deliberation }', `genere: modele_deliberation, modeles: [${modeles.join(', ')}] }`)
const publierAvec = (...modeles: string[]) => w.auGuichet(tx => publierFichier(tx, w.ctx(), avecModeles(...modeles)))

test('l’appel donne son texte aux communes et un autre à tous les autres : le mien est celui de ma commune, écrit comme il est tapé', async () => {
  const publie = await publierAvec(
    '{ types: [epci], texte: [Texte de la communauté] }',
    '{ texte: [Texte de tous les autres] }',
    `{ types: [commune], texte: ['# Mairie de {structure}', '**Objet** <b>#read("/etc/passwd")</b> : {aide}, {pour} voix pour, séance du {date}'] }`,
  )
  if (!publie.ok) throw new Error(publie.error[0]?.message)
  await w.owner.query('update dossier set appel_version_id = $1 where id = $2', [publie.value.versionId, dossierId])
  const lue = (await lire(page({ date: '16/09/2021' }))).texte
  for (const mot of ['Mairie de Vico', '&lt;b&gt;#read(&quot;/etc/passwd&quot;)&lt;/b&gt;', '……… voix pour, séance du 16 septembre 2021'])
    expect(lue).toContain(mot)
  expect(lue).not.toMatch(/Texte de|après en avoir délibéré/)
  const r = await w.get(`${paths.dossiers.redactionPdf(dossierId)}?membres=15`, vico.cookie)
  expect((await lirePdf(new Uint8Array(await r.arrayBuffer()))).texte).toContain('Objet <b>#read("/etc/passwd")</b>')
})

// seen to fail: with the usual letter whatever the call gives
test.each([
  [
    'un modèle de délibération',
    ['{ types: [commune], texte: [Texte de la commune] }'],
    /La délibération que cet appel demande/,
    /plan de financement/,
  ],
  [
    'le modèle d’un autre type de structure',
    ['{ types: [epci], texte: [Texte] }'],
    /Ce projet et son plan de financement sont à/,
    /que cet appel demande/,
  ],
] as const)('la lettre qui annonce le conseil, quand l’appel donne %s', async (_, modeles, dit, tait) => {
  const publie = await publierAvec(...modeles)
  if (!publie.ok) throw new Error(publie.error[0]?.message)
  await w.owner.query('update dossier set appel_version_id = $1 where id = $2', [publie.value.versionId, dossierId])
  const r = await w.get(`${paths.dossiers.redactionPdf(dossierId)}?texte=lettre&date=07/10/2021`, vico.cookie)
  const { texte } = await lirePdf(new Uint8Array(await r.arrayBuffer()))
  const lettre = texte.replaceAll(/\s+/g, ' ')
  expect(lettre).toMatch(dit)
  expect(lettre).toContain('se réunit le 7 octobre 2021')
  expect(lettre).not.toMatch(tait)
  expect(lettre).not.toContain('Texte de la commune')
})

test.each([
  ['{ texte: ["Par {voix} voix"] }', 'Le mot {voix} n’existe pas dans ce texte'],
  ['{ types: [commune, epci], texte: [a] }, { types: [epci], texte: [b] }', 'un seul modèle par type de structure'],
  ['{ texte: [a] }, { texte: [b] }', 'un seul modèle par type de structure'],
  ['{ types: [], texte: [a] }', 'on attend au moins 1 élément'],
])('un modèle qui ne va pas est refusé à sa place : %s', async (modele, mot) => {
  const publie = await publierAvec(modele)
  expect(publie.ok || publie.error.map(e => e.message).join()).toContain(mot)
})
