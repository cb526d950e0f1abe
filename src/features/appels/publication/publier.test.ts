import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from '../../../test/world.ts'
import { ajouterVersion, appelPublie, appelsPublies, publierFichier } from '../index.ts'
import { publierVersion } from './publier.ts'

const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const SLUG = 'itn7-axe3-corse-2021'

describe('publier une version d’un appel', () => {
  let w: World
  beforeAll(async () => {
    w = await openWorld()
  })
  afterAll(() => w.close())

  it('un fichier publié deux fois fait un appel, une version, une publication', async () => {
    const deux = [await w.auGuichet(tx => publierFichier(tx, w.ctx(), ITN7)), await w.auGuichet(tx => publierFichier(tx, w.ctx(), ITN7))]
    expect(deux[0]).toEqual(deux[1])
    expect(deux[0]).toMatchObject({ ok: true, value: { numero: 1 } })
    expect((await w.journal()).map(e => e.action)).toEqual(['appel.version_ajoutee', 'appel.version_publiee'])
    const publie = await w.auGuichet(tx => appelPublie(tx, w.guichetId, SLUG))
    expect(publie).toMatchObject({
      numero: 1,
      publieeLe: w.horloge.instant,
      appel: { titre: 'Transformation numérique des collectivités' },
    })
  })

  it('une version ajoutée reste un brouillon\u00a0: le public lit toujours la précédente', async () => {
    const ajout = await w.auGuichet(tx => ajouterVersion(tx, w.ctx(), `${ITN7}\n# relu\n`))
    expect(ajout).toMatchObject({ ok: true, value: { numero: 2, nouvelle: true, publieeLe: null } })
    expect((await w.auGuichet(tx => appelsPublies(tx, w.guichetId))).map(a => a.numero)).toEqual([1])
  })

  it('six publications au même instant n’en font qu’une', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => w.auGuichet(tx => publierVersion(tx, w.ctx(), SLUG, 2))))
    expect(six.filter(r => r.ok)).toHaveLength(1)
    expect(six.filter(r => !r.ok && r.error.motif === 'deja_publiee')).toHaveLength(5)
    expect(
      (await w.journal()).filter(e => e.action === 'appel.version_publiee' && JSON.stringify(e.donnees).includes('"numero":2')),
    ).toHaveLength(1)
    expect((await w.auGuichet(tx => appelsPublies(tx, w.guichetId))).map(a => a.numero)).toEqual([2])
  })

  it('six dépôts du même texte au même instant font une version', async () => {
    const six = await Promise.all(
      Array.from({ length: 6 }, () => w.auGuichet(tx => ajouterVersion(tx, w.ctx(), `${ITN7}\n# relu deux fois\n`))),
    )
    expect(six.filter(r => r.ok && r.value.nouvelle)).toHaveLength(1)
    expect(six.map(r => r.ok && r.value.numero)).toEqual([3, 3, 3, 3, 3, 3])
  })

  it('on ne revient pas à une version plus ancienne que celle que le public lit', async () => {
    await w.auGuichet(tx => ajouterVersion(tx, w.ctx(), `${ITN7}\n# quatre\n`))
    await w.auGuichet(tx => publierVersion(tx, w.ctx(), SLUG, 4))
    expect(await w.auGuichet(tx => publierVersion(tx, w.ctx(), SLUG, 3))).toEqual({
      ok: false,
      error: { motif: 'depassee', numeroPublie: 4 },
    })
  })

  it('une version publiée ne change plus, même pour qui écrit en base', async () => {
    await expect(
      w.auGuichet(tx => tx.updateTable('appel_version').set({ titre: 'Autre' }).where('numero', '=', 4).execute()),
    ).rejects.toThrow('une version publiée ne change plus')
  })

  it('deux appels ne partagent pas le code de leurs dossiers, même publiés au même instant', async () => {
    const autre = (slug: string, code: string) =>
      ITN7.replace(`slug: ${SLUG}`, `slug: ${slug}`).replace('code_dossier: ITN7', `code_dossier: ${code}`)
    const refus = await w.auGuichet(tx => ajouterVersion(tx, w.ctx(), autre('appel-b', 'ITN7')))
    expect(refus).toMatchObject({ ok: false, error: [{ champ: 'code_dossier', ligne: 5 }] })
    for (const slug of ['appel-b', 'appel-c'])
      expect(await w.auGuichet(tx => ajouterVersion(tx, w.ctx(), autre(slug, 'BC')))).toMatchObject({ ok: true })
    const deux = await Promise.all(['appel-b', 'appel-c'].map(slug => w.auGuichet(tx => publierVersion(tx, w.ctx(), slug, 1))))
    expect(deux.filter(r => r.ok)).toHaveLength(1)
    expect(deux.filter(r => !r.ok && r.error.motif === 'code_pris')).toHaveLength(1)
  })

  // seen to fail: with the version in force that is not compared
  it('lu avant qu’une autre version soit publiée, l’accord donné ne vaut plus', async () => {
    await w.auGuichet(tx => ajouterVersion(tx, w.ctx(), `${ITN7}\n# cinq\n`))
    const accord = { points: [], vues: '', empreinte: '', raisons: new Map() }
    const publier = (enVigueur: number | undefined) => w.auGuichet(tx => publierVersion(tx, w.ctx(), SLUG, 5, { ...accord, enVigueur }))
    for (const ancienne of [undefined, 2]) expect(await publier(ancienne)).toEqual({ ok: false, error: { motif: 'perimee' } })
    expect(await publier(4)).toMatchObject({ ok: true, value: { numero: 5 } })
  })

  // seen to fail: with the errors that are not looked for
  it('un fichier que le programme publie de lui-même est refusé pour une erreur, et pas pour un avertissement', async () => {
    const refus = await w.auGuichet(tx => publierFichier(tx, w.ctx(), ITN7.replace('quorum: 3', 'quorum: 5')))
    expect(refus).toMatchObject({
      ok: false,
      error: [{ champ: 'comite › quorum', message: expect.stringContaining('Le comité ne pourrait jamais décider.') }],
    })
    expect(await w.auGuichet(tx => publierFichier(tx, w.ctx(), `${ITN7}\n# six\n`))).toMatchObject({ ok: true })
    expect(
      (await w.journal()).filter(e => e.action === 'appel.version_publiee').map(e => Object.keys(e.donnees as object)),
    ).not.toContainEqual(expect.arrayContaining(['avertissements']))
  })

  it('un texte fautif n’entre pas, et dit ce qui est à corriger', async () => {
    const refus = await w.auGuichet(tx => publierFichier(tx, w.ctx(), ITN7.replace('titre: Transformation', 'titres: Transformation')))
    expect(refus).toMatchObject({ ok: false })
    expect(!refus.ok && refus.error[0]?.message).toBeTruthy()
  })
})
