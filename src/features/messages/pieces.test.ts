import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'
import { lisible, PDF } from '../../test/vico.ts'
import { nouvelleCle } from '../fichiers/index.ts'
import { purgerOrphelins } from '../pieces/purger.ts'

let m: MondeInstruction
let id: string
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

type Qui = { cookie: string }
const TEXTE = 'Voici la copie.'
const envoyer = (chemin: string, qui: Qui, fichiers: readonly [Blob, string][], { texte = TEXTE, cle = nouvelId() as string } = {}) => {
  const corps = new FormData()
  corps.append('cle', cle)
  corps.append('texte', texte)
  for (const [f, nom] of fichiers) corps.append('fichier', f, nom)
  return m.w.post(chemin, corps, qui.cookie)
}
const duPorteur = (fichiers: readonly [Blob, string][], plus = {}) => envoyer(paths.dossiers.echanges(id), m.porteur, fichiers, plus)
const duService = (fichiers: readonly [Blob, string][], plus = {}) => envoyer(paths.instruction.echanges(id), m.referent, fichiers, plus)
const pieces = () =>
  m.w.auGuichet(tx =>
    tx
      .selectFrom('message_piece as p')
      .innerJoin('message as x', 'x.id', 'p.message_id')
      .selectAll('p')
      .where('x.dossier_id', '=', id)
      .orderBy('p.nom')
      .execute(),
  )
async function octetsGardes() {
  let n = 0
  for await (const _ of m.w.deps.stockage.lister()) n++
  return n
}
const lu = async (r: Response) => Buffer.from(await r.arrayBuffer())
const EXE = new Blob(['MZ\x90\x00un programme'])

describe('les pièces d’un message', () => {
  it('le porteur joint deux fichiers, le service les lit au bit près, et l’inverse', async () => {
    expect(
      (
        await duPorteur([
          [PDF, 'copie.pdf'],
          [PDF, 'plan.pdf'],
        ])
      ).status,
    ).toBe(303)
    const [copie, plan] = await pieces()
    expect([copie!.nom, plan!.nom]).toEqual(['copie.pdf', 'plan.pdf'])
    const page = await m.w.get(paths.instruction.echanges(id), m.referent.cookie)
    expect(await page.text()).toContain(paths.instruction.pieceEchangee(id, copie!.id))
    const r = await m.w.get(paths.instruction.pieceEchangee(id, copie!.id), m.referent.cookie)
    expect(r.headers.get('content-disposition')).toContain('attachment')
    expect(
      createHash('sha256')
        .update(await lu(r))
        .digest('hex'),
    ).toBe(copie!.sha256)
    await duService([[PDF, 'un modèle.pdf']])
    const modele = (await pieces()).at(-1)!
    const reponse = await m.w.get(paths.dossiers.pieceEchangee(id, modele.id), m.porteur.cookie)
    expect(await lu(reponse)).toEqual(Buffer.from(await PDF.arrayBuffer()))
  })

  it('un champ de fichier laissé vide n’est pas un fichier', async () => {
    expect((await duPorteur([[new Blob([]), '']])).status).toBe(303)
    expect(await pieces()).toEqual([])
  })

  it('hors du périmètre, ou par l’adresse d’un autre dossier, une pièce n’existe pas', async () => {
    await duService([[PDF, 'copie.pdf']])
    const [piece] = await pieces()
    const ailleurs = await m.w.compte({ structures: ['Bastia'] })
    expect((await m.w.get(paths.dossiers.pieceEchangee(id, piece!.id), ailleurs.cookie)).status).toBe(404)
    expect((await m.w.get(paths.instruction.pieceEchangee(id, piece!.id), m.ailleurs.cookie)).status).toBe(404)
    const autre = await m.dossier()
    expect((await m.w.get(paths.dossiers.pieceEchangee(autre, piece!.id), m.porteur.cookie)).status).toBe(404)
    expect((await m.w.get(paths.instruction.pieceEchangee(autre, piece!.id), m.referent.cookie)).status).toBe(404)
  })

  it.each([
    [
      'un programme nommé .pdf',
      [
        [PDF, 'copie.pdf'],
        [EXE, 'copie.pdf'],
      ],
      'est un programme',
    ],
    ['un fichier vide', [[new Blob([]), 'vide.pdf']], 'est vide'],
    ['six fichiers', Array.from({ length: 6 }, (_, n) => [PDF, `${n}.pdf`]), '5 fichiers au plus'],
  ] as [string, [Blob, string][], string][])(
    '%s\u00a0: rien ne part, rien n’est gardé, le texte revient',
    async (_quoi, fichiers, phrase) => {
      const avant = await octetsGardes()
      const r = await duPorteur(fichiers)
      expect(r.status).toBe(422)
      const page = (await lisible(r)).replaceAll('\u00a0', ' ')
      expect(page).toContain(phrase)
      expect(page).toContain(TEXTE)
      expect(await pieces()).toEqual([])
      expect(await octetsGardes()).toBe(avant)
    },
  )

  it('refusé ou déjà parti, un message ne laisse pas ses fichiers', async () => {
    const avant = await octetsGardes()
    expect((await duService([[PDF, 'copie.pdf']], { texte: '' })).status).toBe(422)
    expect(await octetsGardes()).toBe(avant)
    const cle = nouvelId()
    await Promise.all(Array.from({ length: 4 }, () => duPorteur([[PDF, 'copie.pdf']], { cle })))
    expect(await pieces()).toHaveLength(1)
    expect(await octetsGardes()).toBe(avant + 1)
  })

  it('qui n’a pas le droit d’écrire ne fait rien garder', async () => {
    const avant = await octetsGardes()
    expect((await envoyer(paths.instruction.echanges(id), m.ailleurs, [[PDF, 'a.pdf']])).status).toBe(404)
    await m.w.owner.query("update dossier set etat = 'retire' where id = $1", [id])
    expect((await duPorteur([[PDF, 'a.pdf']])).status).toBe(409)
    expect((await duService([[PDF, 'a.pdf']])).status).toBe(409)
    expect(await octetsGardes()).toBe(avant)
  })

  it('le ménage du stockage garde les pièces des messages, et n’enlève que ce que rien ne nomme', async () => {
    await duService([[PDF, 'copie.pdf']])
    const [piece] = await pieces()
    const perdue = nouvelleCle(m.w.horloge.instant)
    await m.w.deps.stockage.ecrire(
      perdue,
      (async function* () {
        yield Buffer.from('perdu')
      })(),
    )
    expect(await purgerOrphelins(m.w.deps, new Date(Date.now() + 3 * 24 * 3600_000))).toBe(1)
    expect((await m.w.get(paths.instruction.pieceEchangee(id, piece!.id), m.referent.cookie)).status).toBe(200)
  })
})
