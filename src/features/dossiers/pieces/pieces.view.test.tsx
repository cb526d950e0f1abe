import { expect, test } from 'vitest'
import { chargerAppel } from '../../../test/appels/jouer.ts'
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
  expect(section(html, 'budget')).toContain(`href="/appels/${slug}#c5-7"`)
  expect(texte(section(html, 'annexes'))).toContain('Facultatif')
})

test('une pièce jointe montre son fichier, son poids, son empreinte, et se retire', async () => {
  const html = section(await rendre({ fichiers: [fichier('deliberation', 'délib <2>.pdf', 'f1')] }), 'deliberation')
  const lu = texte(html)
  expect(lu).toContain('Jointe')
  expect(lu).toContain('délib &lt;2&gt;.pdf (412 ko)')
  expect(lu).toContain(`SHA-256 ${'a'.repeat(64)}`)
  expect(html).toContain(`action="/dossiers/${dossierId}/pieces/deliberation/f1/retrait"`)
  expect(lu).toContain('Remplacer le fichier')
})

test('une pièce refusée a sa phrase près de son champ, et les autres n’en ont pas', async () => {
  const html = await rendre({ erreur: { code: 'budget', message: '« x » est vide' } })
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
