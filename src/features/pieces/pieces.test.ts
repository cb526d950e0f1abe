import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import {
  brouillon,
  dossierId,
  envoyer,
  lien,
  PDF,
  PNG,
  pdf,
  pieces,
  preparerPieces,
  refus,
  surDisque,
  versions,
  vico,
  w,
} from '../../test/pieces.ts'
import { piecesDe } from '../dossiers/pieces.queries.ts'

preparerPieces()

describe('Je joins une pièce à mon dossier', () => {
  test('un PDF est gardé tel quel, sous mon nom, et le journal le note', async () => {
    const r = await envoyer(PDF, 'pièce à joindre – été.pdf')
    expect([r.status, r.headers.get('location')]).toEqual([303, `${paths.dossiers.etape(dossierId, 'pieces')}#piece-deliberation`])
    const [p] = await pieces()
    const sha256 = createHash('sha256').update(PDF).digest('hex')
    expect(p).toMatchObject({
      nom: 'pièce à joindre – été.pdf',
      type: 'pdf',
      taille: PDF.length,
      sha256,
      deposee_par: vico.id,
      retiree_le: null,
    })
    expect((await w.journal()).at(-1)).toMatchObject({
      action: 'piece.joindre',
      objet_id: dossierId,
      donnees: { code: 'deliberation', sha256 },
    })
  })

  test('je le télécharge à l’octet près, et le navigateur n’en exécute rien', async () => {
    await envoyer(PDF, '../../etc/passwd – l’été.pdf')
    const r = await w.get(await lien(), vico.cookie)
    expect(Buffer.from(await r.arrayBuffer())).toEqual(PDF)
    expect(Object.fromEntries(r.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(PDF.length),
      'content-disposition': `attachment; filename="passwd _ l_ete.pdf"; filename*=UTF-8''passwd%20%E2%80%93%20l%E2%80%99%C3%A9t%C3%A9.pdf`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cache-control': expect.stringContaining('no-store'),
    })
    const affiche = await w.get(`${await lien()}?voir=1`, vico.cookie)
    expect(affiche.headers.get('content-disposition')).toMatch(/^inline; /)
    await affiche.arrayBuffer()
  })

  test('un classeur se télécharge toujours, même si l’adresse demande de l’afficher', async () => {
    const ods = Buffer.from('504b030414000000000000000000', 'hex')
    const mimetype = 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet'
    const fin = Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18)])
    await envoyer(Buffer.concat([ods, Buffer.alloc(16), Buffer.from(mimetype), fin]), 'budget.ods', { code: 'budget' })
    const r = await w.get(`${await lien()}?voir=1`, vico.cookie)
    expect([r.headers.get('content-type'), r.headers.get('content-disposition')]).toEqual([
      'application/vnd.oasis.opendocument.spreadsheet',
      expect.stringMatching(/^attachment; /),
    ])
    await r.arrayBuffer()
  })

  test('le même fichier deux fois n’est joint qu’une fois', async () => {
    await envoyer(PDF, 'a.pdf')
    const avant = surDisque()
    expect((await envoyer(PDF, 'autre nom.pdf')).status).toBe(303)
    expect([(await pieces()).length, surDisque()]).toEqual([1, avant])
  })

  test('un nouveau fichier remplace le premier quand la pièce est unique', async () => {
    await envoyer(pdf(1), 'a.pdf')
    await envoyer(pdf(2), 'b.pdf')
    expect((await pieces()).map(p => [p.nom, p.retiree_le !== null])).toEqual([
      ['a.pdf', true],
      ['b.pdf', false],
    ])
    const [a] = await versions()
    expect(a).toMatchObject({
      nom: 'a.pdf',
      code: 'deliberation',
      remplacee: true,
      deposeePar: 'Secrétariat',
      retireeLe: w.horloge.instant,
    })
    expect(Buffer.from(await (await w.get(await lien(0), vico.cookie)).arrayBuffer())).toEqual(pdf(1))
  })

  test('la version précédente n’est que pour ma structure\u202f: un partenaire lit la pièce jointe, pas celle d’avant', async () => {
    await envoyer(pdf(1), 'a.pdf')
    await envoyer(pdf(2), 'b.pdf')
    const { id: structure_id } = await w.structure('Ajaccio')
    const partenaire = { id: nouvelId(), guichet_id: w.guichetId, dossier_id: dossierId, structure_id, invite_le: w.horloge.instant }
    await w.auGuichet(tx => tx.insertInto('partenaire').values(partenaire).execute())
    const { cookie } = await w.compte({ structures: ['Ajaccio'] })
    expect([(await w.get(await lien(0), cookie)).status, (await w.get(await lien(1), cookie)).status]).toEqual([404, 200])
  })

  test('deux envois au même instant\u202f: deux annexes, un seul exemplaire du même fichier, une seule délibération', async () => {
    await Promise.all([1, 2, 2, 3].map(i => envoyer(pdf(i), `${i}.pdf`, { code: 'annexes' })))
    expect((await pieces()).map(p => p.nom).sort()).toEqual(['1.pdf', '2.pdf', '3.pdf'])
    await Promise.all([4, 5].map(i => envoyer(pdf(i), `${i}.pdf`)))
    expect((await pieces()).filter(p => p.code === 'deliberation' && !p.retiree_le)).toHaveLength(1)
  })

  test('une onzième annexe est refusée, une fois retirée l’une d’elles elle passe', async () => {
    for (let i = 0; i < 10; i++) await envoyer(pdf(i), `${i}.pdf`, { code: 'annexes' })
    expect(await refus(envoyer(pdf(10), '10.pdf', { code: 'annexes' }))).toContain('a déjà 10 fichiers')
    const [p] = await pieces()
    expect((await w.post(paths.dossiers.retraitPiece(dossierId, 'annexes', p!.id), {}, vico.cookie)).status).toBe(303)
    expect((await envoyer(pdf(10), '10.pdf', { code: 'annexes' })).status).toBe(303)
  })
})

describe('Une pièce refusée revient avec sa phrase', () => {
  test.for([
    ['une image nommée .pdf', PNG, 'budget.pdf', '« budget.pdf » n’est pas un PDF : son contenu est une image PNG'],
    ['une page web nommée .pdf', Buffer.from('<!doctype html><script>1</script>'), 'a.pdf', 'son contenu est une page web'],
    [
      'un dessin SVG avec un script',
      Buffer.from('<svg><script>1</script></svg>'),
      'a.svg',
      '« a.svg » est un dessin SVG. Envoyez un fichier PDF',
    ],
    ['un fichier vide', Buffer.alloc(0), 'a.pdf', '« a.pdf » est vide'],
  ] as const)('%s', async ([, octets, nom, phrase]) => {
    expect(await refus(envoyer(octets, nom))).toContain(phrase)
    expect(await pieces()).toEqual([])
  })

  test('un mauvais champ, ou rien de choisi', async () => {
    expect(await refus(envoyer(PDF, 'a.pdf', { champ: 'autre' }))).toContain('Choisissez un fichier')
    expect(await refus(envoyer(Buffer.alloc(0), ''))).toContain('Choisissez un fichier')
  })

  // seen to fail: the second took the place of the first, without a word
  test('deux fichiers pour une pièce qui n’en prend qu’un\u00a0: ni l’un ni l’autre, et le reste de l’étape est joint', async () => {
    const f = new FormData()
    for (const [code, nom, n] of [
      ['deliberation', 'a.pdf', 1],
      ['annexes', 'devis.pdf', 2],
      ['deliberation', 'b.pdf', 3],
    ] as const)
      f.append(`fichier-${code}`, new File([new Uint8Array(pdf(n))], nom))
    const avant = surDisque()
    const r = await w.post(paths.dossiers.pieces(dossierId), f, vico.cookie)
    expect([r.status, await r.text()]).toEqual([422, expect.stringContaining('Envoyez un seul fichier à la fois')])
    expect((await pieces()).map(p => [p.code, p.nom])).toEqual([['annexes', 'devis.pdf']])
    expect(surDisque()).toBe(avant + 1)
  })

  test.for(['depose', 'abandonne'])('un dossier %s ne change plus', async etat => {
    await envoyer(PDF, 'a.pdf')
    const depose_le = etat === 'depose' ? w.horloge.instant : null
    await w.auGuichet(tx => tx.updateTable('dossier').set({ etat, depose_le }).where('id', '=', dossierId).execute())
    expect(await refus(envoyer(pdf(2), 'b.pdf'))).toContain('ses pièces ne changent plus')
    const [p] = await pieces()
    expect(await refus(w.post(paths.dossiers.retraitPiece(dossierId, p!.code, p!.id), {}, vico.cookie))).toContain('ne changent plus')
    expect((await w.get(await lien(), vico.cookie)).status).toBe(200)
  })

  test('à la dernière seconde elle passe, à la suivante le dépôt est clos', async () => {
    w.regler('2021-09-17T23:59:59.999')
    expect((await envoyer(PDF, 'a.pdf')).status).toBe(303)
    w.regler('2021-09-18T00:00:00')
    expect(await refus(envoyer(pdf(2), 'b.pdf'))).toContain('Le dépôt est clos depuis le 17 septembre 2021 à 23 h 59 min 59 s')
    const [p] = await pieces()
    expect(await refus(w.post(paths.dossiers.retraitPiece(dossierId, p!.code, p!.id), {}, vico.cookie))).toContain('clos')
  })
})

describe('Un fichier retiré', () => {
  test('ne compte plus, sa ligne reste, et le retirer encore ne fait rien de plus', async () => {
    await envoyer(PDF, 'a.pdf')
    const [p] = await pieces()
    const retirer = () => w.post(paths.dossiers.retraitPiece(dossierId, 'deliberation', p!.id), {}, vico.cookie)
    const revision = async () =>
      (await w.owner.query('select revision::int as n from dossier where id = $1', [dossierId])).rows[0].n as number
    const avant = await revision()
    expect((await Promise.all([retirer(), retirer()])).map(r => r.status)).toEqual([303, 303])
    // whoever has the dossier open learns that it changed
    expect(await revision()).toBe(avant + 1)
    expect(await w.auGuichet(tx => piecesDe(tx, w.guichetId, dossierId))).toEqual([])
    expect((await pieces())[0]?.retiree_le).toEqual(w.horloge.instant)
    expect(await versions()).toMatchObject([{ nom: 'a.pdf', remplacee: false }])
    expect((await w.journal()).filter(e => e.action === 'piece.retirer' && e.objet_id === dossierId)).toHaveLength(1)
  })
})

describe('Les pièces des autres n’existent pas', () => {
  test('un membre d’une autre structure ne lit, ne joint et ne retire rien', async () => {
    await envoyer(PDF, 'a.pdf')
    const autre = await w.compte({ structures: ['Ajaccio'] })
    const [p] = await pieces()
    const avant = surDisque()
    const retrait = paths.dossiers.retraitPiece(dossierId, 'deliberation', p!.id)
    const reponses = [
      w.get(await lien(), autre.cookie),
      envoyer(pdf(2), 'b.pdf', { cookie: autre.cookie }),
      w.post(retrait, {}, autre.cookie),
    ]
    expect((await Promise.all(reponses)).map(r => r.status)).toEqual([404, 404, 404])
    expect([surDisque(), (await pieces()).length, (await pieces())[0]?.retiree_le]).toEqual([avant, 1, null])
  })

  test('une pièce que l’appel ne demande pas, ou un fichier d’un autre dossier', async () => {
    await envoyer(PDF, 'a.pdf')
    const [p] = await pieces()
    expect(await refus(envoyer(PDF, 'a.pdf', { code: 'constructor' }))).toContain('Cet appel ne demande pas cette pièce')
    const autre = await brouillon()
    expect((await w.get(paths.dossiers.piece(autre, 'deliberation', p!.id), vico.cookie)).status).toBe(404)
    expect((await w.get(paths.dossiers.piece(dossierId, 'budget', p!.id), vico.cookie)).status).toBe(404)
  })

  test('sans compte je me connecte d’abord, et un autre site ne poste rien', async () => {
    expect((await envoyer(PDF, 'a.pdf', { cookie: '' })).headers.get('location')).toMatch(/^\/connexion/)
    expect((await envoyer(PDF, 'a.pdf', { entetes: { origin: 'https://ailleurs.example' } })).status).toBe(403)
    expect(await pieces()).toEqual([])
  })
})
