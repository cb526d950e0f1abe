import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { champPiece } from './pieces.rules.ts'
import { PiecesBloc, type PiecesProps } from './pieces.view.tsx'

const { pieces, slug } = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
const dossierId = '01890000-0000-7000-8000-000000000001'
const fichier = (code: string, nom: string, id: string) => ({
  id,
  code,
  nom,
  type: 'pdf',
  taille: 412_000,
  sha256: 'a'.repeat(64),
  cle: '2021/x',
  deposeeLe: new Date(0),
})
const rendre = async (p: Partial<PiecesProps> = {}) =>
  String(await (<PiecesBloc dossierId={dossierId} slug={slug} pieces={pieces} fichiers={[]} modifiable {...p} />))
const section = (html: string, code: string) => new RegExp(`<section id="piece-${code}".*?</section>`, 's').exec(html)?.[0] ?? ''
const texte = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test('je vois ce qui est à joindre, sous quels formats, et d’où vient la demande', async () => {
  const html = await rendre()
  const lu = texte(section(html, 'budget'))
  expect(lu).toContain('Budget prévisionnel À joindre')
  expect(lu).toContain('PDF, ODS ou XLSX, 200 Mo au plus')
  expect(section(html, 'budget')).toContain(`href="${paths.appels.clause(slug, 'C5.7')}"`)
  expect(texte(section(html, 'annexes'))).toContain('Facultatif')
})

test('une pièce jointe montre son fichier et son poids, et se retire\u00a0; son empreinte attend dans le pli des machines', async () => {
  const page = await rendre({ fichiers: [fichier('deliberation', 'délib <2>.pdf', 'f1')] })
  const html = section(page, 'deliberation')
  const lu = texte(html)
  expect(lu).toContain('Jointe')
  expect(lu).toContain('délib &lt;2&gt;.pdf (412 ko)')
  expect(lu).not.toContain('SHA-256')
  const pli = /<details[^>]*>\s*<summary>Pour les machines et les preuves<\/summary>(.*?)<\/details>/s.exec(page)?.[1] ?? ''
  expect(texte(pli)).toContain(`délib &lt;2&gt;.pdf SHA-256 ${'a'.repeat(64)}`)
  expect(html).toContain(`action="/dossiers/${dossierId}/pieces/deliberation/f1/retrait"`)
  expect(lu).toContain('Remplacer le fichier')
})

test('une pièce refusée a sa phrase près de son champ, et les autres n’en ont pas', async () => {
  const html = await rendre({ erreurs: [{ code: 'budget', message: '« x » est vide' }] })
  expect(section(html, 'budget')).toContain('« x » est vide')
  expect(section(html, 'budget')).toMatch(
    new RegExp(`id="${champPiece('budget')}"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*-erreur"`),
  )
  expect(section(html, 'deliberation')).not.toContain('aria-invalid')
})

test('un dossier déposé montre ses pièces sans bouton', async () => {
  const html = await rendre({ modifiable: false, fichiers: [fichier('deliberation', 'a.pdf', 'f1')] })
  expect(html).toContain('a.pdf')
  expect(html).not.toContain('<form')
})

test('à dix annexes, le formulaire laisse la place à une phrase', async () => {
  const dix = Array.from({ length: 10 }, (_, i) => fichier('annexes', `${i}.pdf`, `f${i}`))
  const html = section(await rendre({ fichiers: dix }), 'annexes')
  expect(texte(html)).toContain('10 fichiers au plus')
  expect(html).not.toContain('type="file"')
})

test('un PDF ou une image se voit en place, un classeur se télécharge seulement', async () => {
  const tableur = { ...fichier('budget', 'plan.ods', 'f2'), type: 'ods' }
  const html = await rendre({ fichiers: [fichier('deliberation', 'délib.pdf', 'f1'), tableur] })
  expect(section(html, 'deliberation')).toContain(
    `href="${paths.dossiers.piece(dossierId, 'deliberation', 'f1')}?voir=1" target="_blank" rel="noopener"`,
  )
  expect(texte(section(html, 'deliberation'))).toContain('Voir délib.pdf - nouvelle fenêtre')
  expect(section(html, 'budget')).not.toContain('voir=1')
  expect(texte(section(html, 'budget'))).toContain('Télécharger plan.ods')
})

test('les versions précédentes disent quand, par qui, et ce qu’elles sont devenues, sans compter comme jointes', async () => {
  const ancienne = { retireeLe: new Date('2021-09-13T08:05:00Z'), deposeePar: 'Secrétariat de mairie', remplacee: true }
  const lu = { ...fichier('deliberation', 'projet.pdf', 'f0'), deposeeLe: new Date('2021-09-10T12:00:00Z') }
  const retiree = { ...lu, ...ancienne, id: 'f9', code: 'annexes', remplacee: false, deposeePar: null }
  const html = await rendre({ precedentes: [{ ...lu, ...ancienne }, retiree] })
  const delib = section(html, 'deliberation')
  expect(texte(delib)).toContain('À joindre')
  expect(texte(delib)).toContain('Version précédente')
  expect(texte(delib).replaceAll('\u00a0', ' ')).toContain(
    'projet.pdf (412 ko) Jointe le 10 septembre 2021 à 14 h 00 par Secrétariat de mairie, remplacée le 13 septembre 2021 à 10 h 05',
  )
  expect(delib).toContain(`href="${paths.dossiers.piece(dossierId, 'deliberation', 'f0')}"`)
  expect(delib).not.toContain('/f0/retrait')
  expect(texte(section(html, 'annexes')).replaceAll('\u00a0', ' ')).toContain('à 14 h 00, retirée le 13 septembre 2021')
  expect(section(html, 'budget')).not.toContain('précédente')
})

test('la page dit à son script où envoyer par parties, et le formulaire reste entier sans lui', async () => {
  const html = section(await rendre(), 'annexes')
  expect(html).toContain(`data-televersement-parties-value="/dossiers/${dossierId}/pieces/annexes/televersements"`)
  expect(await rendre()).toMatch(/<form id="envoi-pieces"[^>]*enctype="multipart\/form-data"/)
  for (const code of ['annexes', 'deliberation'])
    expect(section(await rendre(), code)).toMatch(/<input[^>]*multiple[^>]*form="envoi-pieces"/)
})
