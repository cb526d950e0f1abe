import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { type Compte, ouvrirDepots } from '../../test/depots.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { lireZip } from '../../test/lire-zip.ts'
import { commencer, deposer, dossierPret, joindre, PDF } from '../../test/vico.ts'
import type { World } from '../../test/world.ts'
import { archiver, type PieceArchivee, placesDes } from './archive.ts'

const sha = (b: Uint8Array | string) => createHash('sha256').update(b).digest('hex')
describe('emporter un dossier', () => {
  let w: World
  let vico: Compte
  ouvrirDepots(v => {
    ;({ w, vico } = v)
  })
  const octets = async (chemin: string) => {
    const r = await w.get(chemin, vico.cookie)
    expect(r.status).toBe(200)
    return Buffer.from(await r.arrayBuffer())
  }
  const depotsDe = (id: string) => w.auGuichet(tx => tx.selectFrom('depot').selectAll().where('dossier_id', '=', id).execute())

  it('le PDF d’un dossier déposé se lit en entier\u00a0: réponses, plan, pièces et leurs empreintes, verdicts, et il est balisé', async () => {
    const id = await dossierPret(w, vico.cookie)
    await deposer(w, vico.cookie, id)
    const [depot] = await depotsDe(id)
    const pdf = await octets(paths.dossiers.pdf(id))
    const { texte, roles } = await lirePdf(pdf)
    expect([...roles]).toEqual(expect.arrayContaining(['H1', 'Table', 'TH']))
    expect(pdf.toString('latin1')).toMatch(/pdfuaid:part>1</)
    const lu = texte.replaceAll('\u00a0', ' ')
    for (const attendu of [
      'Un guichet en ligne pour les familles',
      'Déposé',
      'Vico',
      'Portail des familles',
      '10 000,00 €',
      '12 500,50 €',
      'deliberation.pdf',
      'Règles de l’appel au moment du dépôt',
      'Respectée',
      '13 septembre 2021 à 10 h 00 min 00 s',
    ])
      expect(lu).toContain(attendu)
    expect(texte.replace(/\s/g, '')).toContain(depot!.sha256)
    expect(lu.match(/Pièces/g), 'one chapter of pieces, none empty').toHaveLength(1)
    expect(lu, 'nobody gave amounts with tax').not.toContain('TTC')
    expect(await octets(paths.dossiers.pdf(id))).toEqual(await octets(paths.dossiers.pdf(id)))
  })

  it('le fichier de données dit que ses montants sont en centimes, avant comme après le dépôt', async () => {
    const id = await dossierPret(w, vico.cookie)
    const lire = async () => JSON.parse((await octets(paths.dossiers.donnees(id))).toString())
    const brouillon = await lire()
    expect(brouillon.unites).toEqual({ montants: 'centimes d’euro' })
    await deposer(w, vico.cookie, id)
    expect(await lire()).toMatchObject({ unites: brouillon.unites, montants: { aide: brouillon.valeurs.aide } })
  })

  it('le PDF d’un brouillon à peine commencé dit qu’il n’est pas déposé', async () => {
    const id = await commencer(w, vico.cookie)
    const { texte } = await lirePdf(await octets(paths.dossiers.pdf(id)))
    expect(texte).toContain('Brouillon, non déposé')
    expect(texte).toContain('Non renseigné')
  })

  it('le ZIP tient tout\u00a0: PDF, JSON mot pour mot, pièces sous leur nom, et une liste d’empreintes juste', async () => {
    const id = await dossierPret(w, vico.cookie)
    await joindre(w, vico.cookie, id, 'annexes', PDF, 'devis « été » n°1.pdf')
    await joindre(w, vico.cookie, id, 'annexes', new Blob([await PDF.text(), '% deux']), 'Devis « été » n°1.pdf')
    await deposer(w, vico.cookie, id)
    const r = await w.get(paths.dossiers.zip(id), vico.cookie)
    expect(r.headers.get('content-type')).toBe('application/zip')
    const zip = Buffer.from(await r.arrayBuffer())
    expect(Number(r.headers.get('content-length'))).toBe(zip.length)
    const fichiers = lireZip(zip)
    const [depot] = await depotsDe(id)
    const json = [...fichiers].find(([nom]) => nom.endsWith('.json'))!
    expect(json[1].toString()).toBe(depot!.contenu)
    expect([...fichiers.keys()]).toEqual(expect.arrayContaining(['pieces/deliberation/deliberation.pdf', 'pieces/budget/budget.pdf']))
    expect([...fichiers.keys()].filter(n => n.startsWith('pieces/annexes/'))).toHaveLength(2)
    const lignes = fichiers.get('SHA256SUMS.txt')!.toString().trim().split('\n')
    expect(lignes).toHaveLength(fichiers.size - 1)
    for (const l of lignes) {
      const [, empreinte, nom] = /^([0-9a-f]{64}) {2}(.+)$/.exec(l)!
      expect(sha(fichiers.get(nom!)!), nom).toBe(empreinte)
    }
  })

  it('pendant que je modifie un dossier déposé, j’emporte ce que je modifie\u00a0; après la clôture, ce qui est déposé', async () => {
    const id = await dossierPret(w, vico.cookie)
    await deposer(w, vico.cookie, id)
    await w.post(paths.dossiers.reouverture(id), {}, vico.cookie)
    await w.post(paths.dossiers.etape(id, 'projet'), { titre: 'Titre changé' }, vico.cookie)
    expect((await lirePdf(await octets(paths.dossiers.pdf(id)))).texte).toContain('Titre changé')
    w.regler('2021-09-18T09:00:00')
    const { texte } = await lirePdf(await octets(paths.dossiers.pdf(id)))
    expect(texte).toContain('Un guichet en ligne pour les familles')
    expect(texte).not.toContain('Titre changé')
  })

  it('une autre structure n’emporte rien', async () => {
    const id = await dossierPret(w, vico.cookie)
    const { cookie } = await w.compte({ structures: ['Bastia'] })
    for (const chemin of [paths.dossiers.pdf(id), paths.dossiers.zip(id), paths.dossiers.donnees(id)])
      expect((await w.get(chemin, cookie)).status).toBe(404)
  })
})

describe('l’archive', () => {
  const piece = (nom: string, code = 'annexes'): PieceArchivee => ({ code, nom, taille: 3, sha256: sha('abc'), cle: `2021/${nom}` })

  it('donne à chaque pièce un nom qui n’est qu’à elle, même là où la casse et les accents se confondent, et que tous les systèmes acceptent', () => {
    const chemins = placesDes([
      piece('Devis.pdf'),
      piece('devis.pdf'),
      piece('DEVIS.PDF'),
      piece('été.pdf'),
      piece('e\u0301te\u0301.pdf'),
      piece('a:b?.pdf'),
      piece('devis.pdf', 'autre'),
    ]).map(p => p.chemin)
    expect(chemins).toEqual([
      'pieces/annexes/Devis.pdf',
      'pieces/annexes/devis (2).pdf',
      'pieces/annexes/DEVIS (3).PDF',
      'pieces/annexes/été.pdf',
      'pieces/annexes/e\u0301te\u0301 (2).pdf',
      'pieces/annexes/a_b_.pdf',
      'pieces/autre/devis.pdf',
    ])
  })

  const contenu = (pieces: PieceArchivee[]) => ({ nom: 'itn7-0001', pdf: Buffer.from('%PDF-'), json: '{}', pieces, date: new Date(0) })

  it('ne garde pas les pièces en mémoire, et n’en lit pas d’avance', async () => {
    const bloc = randomBytes(1 << 20)
    let lus = 0
    const lire = () =>
      Readable.from(
        (function* () {
          for (let i = 0; i < 100; i++) {
            lus++
            yield bloc
          }
        })(),
      )
    const grosse = { ...piece('gros.pdf'), taille: 100 << 20 }
    const { flux, taille } = await archiver({ lire }, contenu([grosse, { ...grosse, nom: 'autre.pdf' }]))
    let recus = 0
    let ecart = 0
    for await (const b of flux) {
      recus += (b as Buffer).length
      ecart = Math.max(ecart, lus * bloc.length - recus)
    }
    expect(recus).toBe(taille)
    expect(ecart).toBeLessThan(24 * bloc.length)
  })

  it('une pièce dont les octets ont disparu casse l’envoi\u00a0: jamais une archive qui a l’air entière', async () => {
    const lire = () =>
      new Readable({
        read() {
          this.destroy(new Error('disparu'))
        },
      })
    const { flux } = await archiver({ lire }, contenu([piece('perdue.pdf')]))
    await expect(flux.toArray()).rejects.toThrow('disparu')
  })

  it('qui abandonne en route ne laisse aucune pièce ouverte', async () => {
    const source = Readable.from(
      (function* () {
        for (;;) yield randomBytes(65_536)
      })(),
    )
    const { flux } = await archiver({ lire: () => source }, contenu([{ ...piece('longue.pdf'), taille: 1 << 30 }]))
    for await (const _ of flux) break
    await new Promise(r => setTimeout(r, 20))
    expect(source.destroyed).toBe(true)
  })
})
