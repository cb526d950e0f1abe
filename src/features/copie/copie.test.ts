import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { commencer, deposer, dossierPret, idDe, lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { publierFichier } from '../appels/index.ts'

const AUTRE = 'itn7-suite'

describe('copier un dossier dans un nouveau brouillon', () => {
  let w: World
  let vico: Awaited<ReturnType<World['compte']>>
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    const source = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
    // the same call under another name, whose summary is another question
    const texte = source
      .replaceAll(SLUG, AUTRE)
      .replace(/code_dossier: .*/, 'code_dossier: SUITE')
      .replaceAll('id: resume', 'id: presentation')
    const r = await w.auGuichet(tx => publierFichier(tx, w.ctx(), texte))
    if (!r.ok) throw new Error(JSON.stringify(r.error))
    vico = await w.compte({ structures: ['Vico'] })
  })
  beforeEach(() => w.regler('2021-09-13T10:00:00'))
  afterAll(() => w.close())

  const copier = (id: string, appel = SLUG, cookie = vico.cookie) => w.post(paths.dossiers.copie(id), { appel }, cookie)
  const ligne = (id: string) => w.auGuichet(tx => tx.selectFrom('dossier').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
  const copiesDe = (id: string) => w.auGuichet(tx => tx.selectFrom('dossier').select('id').where('copie_de', '=', id).execute())

  it('pour le même appel, tout revient sauf les pièces, et la page le dit', async () => {
    const id = await dossierPret(w, vico.cookie)
    await deposer(w, vico.cookie, id)
    const avant = await ligne(id)
    expect(await lisible(await w.get(paths.dossiers.copie(id), vico.cookie))).toContain('Il ne reprend ni les pièces ni les partenaires')
    const r = await copier(id)
    expect(r.status).toBe(303)
    const copie = idDe(r.headers.get('location'))
    const page = await lisible(await w.get(r.headers.get('location')!, vico.cookie))
    expect(page).toMatch(/reprend \d\d réponses du dossier/)
    expect(page).toContain('Les pièces : joignez celles que cet appel demande')
    const [source, nouveau] = [(await ligne(id)) as never as { reponses: Contenu }, await ligne(copie)]
    type Contenu = { valeurs: object; lignes: object }
    expect((nouveau.reponses as never as Contenu).valeurs).toEqual(source.reponses.valeurs)
    expect((nouveau.reponses as never as Contenu).lignes).toEqual(source.reponses.lignes)
    expect(nouveau).toMatchObject({
      etat: 'brouillon',
      copie_de: id,
      titre: 'Un guichet en ligne pour les familles',
      revision: 0,
      depose_le: null,
    })
    expect(await ligne(id)).toEqual(avant)
    expect((await w.journal()).find(e => e.objet_id === copie)?.donnees).toMatchObject({ copie_de: id })
  })

  it('pour un autre appel, ce qu’il ne demande pas reste, nommé\u00a0; le reste suit', async () => {
    const id = await dossierPret(w, vico.cookie)
    const r = await copier(id, AUTRE)
    const page = await lisible(await w.get(r.headers.get('location')!, vico.cookie))
    expect(page).toContain('cet appel ne pose pas cette question')
    const nouveau = await ligne(idDe(r.headers.get('location')))
    expect(nouveau.numero).toMatch(/^SUITE-\d{4}$/)
    expect(JSON.stringify(nouveau.reponses)).not.toContain('Les familles inscrivent leurs enfants')
    expect(JSON.stringify(nouveau.reponses)).toContain('Portail des familles')
    expect((await w.get(paths.dossiers.etape(nouveau.id, 'projet'), vico.cookie)).status).toBe(200)
  })

  it('six pressions au même instant font une copie\u00a0; commencer un dossier n’ouvre pas la copie', async () => {
    const id = await dossierPret(w, vico.cookie)
    const six = await Promise.all(Array.from({ length: 6 }, () => copier(id)))
    expect(new Set(six.map(r => r.headers.get('location'))).size).toBe(1)
    const copies = await copiesDe(id)
    expect(copies).toHaveLength(1)
    expect(await commencer(w, vico.cookie)).not.toBe(copies[0]!.id)
  })

  it('sans appel choisi, ou pour un appel clos, rien n’est copié', async () => {
    const id = await dossierPret(w, vico.cookie)
    const sans = await copier(id, '')
    expect(sans.status).toBe(422)
    expect(await lisible(sans)).toContain('Choisissez un appel')
    w.regler('2021-09-18T00:00:00')
    const clos = await copier(id)
    expect(clos.status).toBe(422)
    expect(await lisible(clos)).toContain('Aucun appel n’est ouvert ni annoncé')
    expect(await copiesDe(id)).toEqual([])
  })

  it('une autre structure ne copie pas mon dossier', async () => {
    const id = await dossierPret(w, vico.cookie)
    const { cookie } = await w.compte({ structures: ['Bastia'] })
    expect((await copier(id, SLUG, cookie)).status).toBe(404)
    expect((await w.get(paths.dossiers.copie(id), cookie)).status).toBe(404)
    expect(await copiesDe(id)).toEqual([])
  })
})
