import { expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type GestesComplements, gestesComplements, surUnDossierInstruit } from '../../../test/complements.ts'
import { ligneDe, type MondeInstruction } from '../../../test/instruits.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { lisible, publier } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
let g: GestesComplements
surUnDossierInstruit(v => {
  ;({ m, id, g } = v)
})

const page = async (chemin: string, qui: { cookie: string }) => (await lisible(await m.w.get(chemin, qui.cookie))).replaceAll('\u00a0', ' ')
const echeance = async () => {
  const { echeance, echeance_motif } = await ligneDe(m.w, id)
  return [echeance_motif, echeance?.toISOString()]
}

it('attendre une réponse suspend les délais, des deux côtés, et la boîte suit : la réponse attendue, puis le délai reporté', async () => {
  await g.demander()
  expect(await echeance()).toEqual(['complement', '2021-10-12T21:59:59.000Z'])
  m.w.regler('2021-10-05T09:00:00')
  const service = await page(paths.instruction.complements(id), m.referent)
  for (const mot of ['2 mois + 7 jours', '20 novembre 2021', 'Suspendus en ce moment']) expect(service).toContain(mot)
  const porteur = await page(paths.dossiers.voir(id), m.porteur)
  expect(porteur).toContain('Sans réponse le 20 mai 2022 : votre demande est rejetée. Ce délai est suspendu jusqu’à votre réponse')
  m.w.regler('2021-10-08T09:00:00')
  await g.repondre()
  expect(await echeance()).toEqual(['recevabilite', '2021-11-23T22:59:59.000Z'])
  m.w.regler('2021-11-30T09:00:00')
  expect(await page(paths.dossiers.voir(id), m.porteur)).toContain(
    'Sans réponse le 23 mai 2022 : votre demande est rejetée. Ce délai compte 10 jours de plus',
  )
})

it('retirer la demande arrête la suspension à ce jour', async () => {
  await g.demander()
  m.w.regler('2021-10-01T09:00:00')
  const [k] = await g.demandes()
  await m.w.post(paths.instruction.retraitComplement(id, k!.id), { motif: 'Trouvé ailleurs.' }, m.referent.cookie)
  expect(await echeance()).toEqual(['recevabilite', '2021-11-16T22:59:59.000Z'])
})

it('l’accusé des compléments compte les délais depuis la réception de la demande, jamais depuis la réponse', async () => {
  await g.demander()
  m.w.regler('2021-10-08T09:00:00')
  expect((await g.repondre()).status).toBe(303)
  const [courriel] = await g.courriels('Compléments du dossier')
  const texte = courriel!.texte.replaceAll('\u00a0', ' ')
  for (const mot of [
    'Vos compléments au dossier',
    'depuis la réception de votre demande, le 13 septembre 2021',
    'Sans réponse de notre part le 23 mai 2022',
  ])
    expect(texte).toContain(mot)
  const accuse = async () => Buffer.from(await (await m.w.get(paths.dossiers.accuse(id), m.porteur.cookie)).arrayBuffer())
  const premier = await accuse()
  const { texte: pdf } = await lirePdf(premier)
  for (const mot of [
    'reçue le lundi 13 septembre 2021',
    'suspendu 10 jours par la demande de compléments',
    '23 mai 2022',
    '23 novembre 2021',
  ])
    expect(pdf).toContain(mot)
  m.w.regler('2021-11-08T09:00:00')
  await g.demander({ 'cible-1': 'c:projet:resume', 'demande-1': 'Encore.', echeance: '30/11/2021' })
  expect((await accuse()).equals(premier)).toBe(true)
})

it('quand l’appel ne dit rien, rien n’est suspendu, et les deux côtés le lisent', async () => {
  await publier(m.w, texte => texte.replace(/^ {2}suspension:\n( {4}.*\n)+/m, ''))
  id = await m.dossier()
  g = gestesComplements(m, id)
  await g.demander()
  m.w.regler('2021-10-05T09:00:00')
  const service = await page(paths.instruction.complements(id), m.referent)
  expect(service).toContain('Une demande de compléments ne les suspend pas.')
  expect(service).toContain('13 novembre 2021')
  expect(await page(paths.dossiers.voir(id), m.porteur)).toContain(
    '13 mai 2022 : votre demande est rejetée. La demande de compléments ne suspend pas ce délai.',
  )
})
