import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { COMPLET, cache, contenu, envoyer, lue, page, preparerTableaux, vico, w } from '../../../test/tableaux.ts'
import { commencer, lisible } from '../../../test/vico.ts'

preparerTableaux()

describe('coller et importer', () => {
  const coller = (id: string, texte: string) => w.post(paths.dossiers.importTableau(id, 'entreprises'), { texte }, vico.cookie)
  const apercu = (html: string) => ({
    donnees: cache(html, 'donnees').replaceAll('&amp;', '&'),
    cle: cache(html, 'cle'),
    ...Object.fromEntries(
      [...html.matchAll(/<select[^>]*name="(colonne\.\d+)"[\s\S]*?<\/select>/g)].map(m => [
        m[1]!,
        /<option value="([^"]*)" selected/.exec(m[0])?.[1] ?? '',
      ]),
    ),
  })
  const confirmer = async (id: string, r: Response, plus: Record<string, string>) =>
    w.post(paths.dossiers.importTableau(id, 'entreprises'), { ...apercu(await r.text()), ...plus }, vico.cookie)
  const nommees = async (id: string) => {
    const c = await contenu(id)
    return (c.lignes.entreprises ?? []).map(l => c.valeurs[`entreprises.${l}.nom`])
  }
  const TABLEAU = [
    'Raison sociale\tN° SIREN\tEffectif\tMontant Dépense HT',
    'Menuiserie des Trois Ponts\t000 204 313\tMoins de 10\t12 400',
    'Hôtel du Lavoir\t000063317\tDe 10 à 49 salariés\t44 200 €',
    'Moulin à huile de Levie\t001 033 844\tenv. 10\t16 900',
    'TOTAL\t\t\t73 500',
  ].join('\n')

  it('les colonnes reconnues, celle à choisir, les lignes fausses : je vois tout avant que rien ne change', async () => {
    const id = await commencer(w, vico.cookie)
    const r = await coller(id, TABLEAU)
    expect(r.status).toBe(200)
    const html = await r.text()
    expect(html).toContain('Lignes de total laissées de côté')
    expect(await nommees(id)).toEqual([])
    // « Raison sociale » et « Effectif » ne disent rien au guichet : on les choisit, puis on relit
    const choisi = { ...apercu(html), 'colonne.0': 'nom', 'colonne.2': 'taille' }
    const relu = await w.post(paths.dossiers.importTableau(id, 'entreprises'), { ...choisi, mode: 'relire' }, vico.cookie)
    const texte = await lisible(relu.clone())
    expect(texte).toContain('Importer 3 entreprises, dont 2 à corriger')
    expect(texte).toContain('« env. 10 » n’est pas dans la liste : à choisir')
    expect(await nommees(id)).toEqual([])
    const fait = await confirmer(id, relu, { mode: 'ajouter' })
    expect(fait.status).toBe(303)
    expect(fait.headers.get('location')).toMatch(/etapes\/entreprises\?importe=entreprises:[a-z0-9]{8}:\d+#entreprises$/)
    expect(await nommees(id)).toEqual(['Menuiserie des Trois Ponts', 'Hôtel du Lavoir', 'Moulin à huile de Levie'])
    expect(Object.values((await contenu(id)).illisibles)).toEqual(['000063317'])
    expect(await lue(id)).toContain('3 entreprises')
  })

  it('la même page envoyée six fois importe une fois', async () => {
    const id = await commencer(w, vico.cookie)
    const html = await (await coller(id, 'Entreprise\tSIREN\nGarage de la Rocade\t001129063')).text()
    await Promise.all(
      Array.from({ length: 6 }, () =>
        w.post(paths.dossiers.importTableau(id, 'entreprises'), { ...apercu(html), mode: 'ajouter' }, vico.cookie),
      ),
    )
    expect(await nommees(id)).toEqual(['Garage de la Rocade'])
  })

  it('remplacer tout le tableau se défait d’un bouton', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, COMPLET)
    await confirmer(id, await coller(id, 'Entreprise\tSIREN\nGarage de la Rocade\t001129063'), { mode: 'remplacer' })
    expect(await nommees(id)).toEqual(['Garage de la Rocade'])
    const html = await page(id)
    expect(html).toContain('les 2\u00a0lignes d’avant l’import')
    const geste = /value="(retablir:[a-z0-9]{8})"/.exec(html)![1]!
    await envoyer(id, { _geste: geste })
    expect((await nommees(id)).toSorted()).toEqual(['Garage de la Rocade', 'Menuiserie des Trois Ponts', 'Scierie de la forêt haute'])
  })

  it.each([
    ['ajoutées', 'ajouter'],
    ['mises à la place des miennes', 'remplacer'],
  ])('« Revenir au tableau d’avant » retire les lignes %s et me rend les miennes ; un second bouton les rétablit', async (_, mode) => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, COMPLET)
    const fait = await confirmer(id, await coller(id, 'Entreprise\tSIREN\nGarage de la Rocade\t001129063'), { mode })
    const html = await (await w.get(fait.headers.get('location')!.split('#')[0]!, vico.cookie)).text()
    expect(html).toContain('1\u00a0ligne importée')
    const geste = /value="(revenir:entreprises:[a-z0-9]{8}:1)"/.exec(html)![1]!
    expect((await envoyer(id, { _geste: geste })).status).toBe(303)
    expect(await nommees(id)).toEqual(['Menuiserie des Trois Ponts', 'Scierie de la forêt haute'])
    await envoyer(id, { _geste: geste })
    expect(await nommees(id)).toEqual(['Menuiserie des Trois Ponts', 'Scierie de la forêt haute'])
    const apres = await page(id)
    expect(apres).not.toContain('Revenir au tableau d’avant')
    await envoyer(id, { _geste: /value="(retablir:[a-z0-9]{8})"/.exec(apres)![1]! })
    expect(await nommees(id)).toContain('Garage de la Rocade')
  })

  it('le modèle a les colonnes du tableau et ses choix ; un fichier qui n’en est pas un est refusé', async () => {
    const id = await commencer(w, vico.cookie)
    const r = await w.get(paths.dossiers.modeleTableau(id, 'entreprises'), vico.cookie)
    expect([r.status, r.headers.get('content-disposition')]).toEqual([200, expect.stringContaining('modele-entreprises.xlsx')])
    const corps = new FormData()
    corps.append('fichier', new Blob(['\u0000\u0001\u0002 rien']), 'x.xlsx')
    expect((await w.post(paths.dossiers.importTableau(id, 'entreprises'), corps, vico.cookie)).status).toBe(422)
    expect((await w.get(paths.dossiers.importTableau(id, 'nulle'), vico.cookie)).status).toBe(404)
  })
})
