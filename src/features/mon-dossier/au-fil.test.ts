import { describe, expect, it } from 'vitest'
import { contenu, envoyer, envoyerAuFil, etape, ouvrir, preparerEtapes, vico, w } from '../../test/etapes.ts'
import { commencer, dossierPret } from '../../test/vico.ts'

preparerEtapes()

describe('enregistrer un dossier au fil de la saisie', () => {
  it('l’enregistrement au fil de la saisie n’est pas en conflit avec lui-même et dit ce qu’il n’a pas pu lire', async () => {
    const id = await commencer(w, vico.cookie)
    const page = await ouvrir(id, 'plan')
    const put = async (corps: Record<string, string>) => {
      const r = await envoyerAuFil(id, 'plan', { ...page, ...corps })
      return { status: r.status, corps: await r.json() }
    }
    const premier = await put({ aide: '1' })
    expect(premier).toMatchObject({
      status: 200,
      corps: { enregistre: '10\u00a0h\u00a000', marques: { aide: expect.stringMatching(/^[0-9a-f]{10}$/) } },
    })
    expect(premier.corps).not.toHaveProperty('autrement')
    expect((await put({ aide: '12' })).status).toBe(200)
    expect((await put({ aide: '12', part: 'x' })).corps.sauf).toBe('«\u00a0Votre part\u00a0»')
    expect((await contenu(id)).reponses.valeurs.aide).toBe(1200)
    await envoyer(id, 'plan', { ...(await ouvrir(id, 'plan')), aide: '500' })
    const second = await put({ aide: '13', aide_minimale: '7' })
    expect(second).toMatchObject({ status: 409, corps: { conflits: [{ nom: 'aide' }] } })
    expect(second.corps.conflits[0].html).toMatch(/data-valeurs="\[&quot;500&quot;\]".*>500<.*Garder la mienne/)
    expect(Object.keys(second.corps.marques)).toContain('aide_minimale')
    expect(Object.keys(second.corps.marques)).not.toContain('aide')
    expect((await contenu(id)).reponses.valeurs).toMatchObject({ aide: 50_000, aide_minimale: 700 })
  })

  // Seen to fail: with marks made from what the field shows; with « ,00 » after a whole amount.
  it('le champ montre « 28 400 », et « 1 000,50 » quand il y a des centimes\u00a0; la même somme écrite autrement n’est pas un changement', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, 'plan', { ...(await ouvrir(id, 'plan')), aide: '28400', part: '1 000,5' })
    const montres = { aide: '28\u00a0400', part: '1\u00a0000,50' }
    const html = await (await etape(id, 'plan')).text()
    for (const [nom, montre] of Object.entries(montres)) expect(html).toMatch(new RegExp(`value="${montre}"[^>]*name="${nom}"`))
    const [a, b, c] = [await ouvrir(id, 'plan'), await ouvrir(id, 'plan'), await ouvrir(id, 'plan')].map(p => ({ ...p, ...montres }))
    expect((await envoyer(id, 'plan', { ...a!, aide: '28 400,00 €', part: '1000.50' })).status).toBe(303)
    expect((await envoyer(id, 'plan', { ...b!, aide: '30 000' })).status).toBe(303)
    expect((await envoyer(id, 'plan', { ...c!, part: '1\u00a0001' })).status).toBe(303)
    expect((await contenu(id)).reponses.valeurs).toMatchObject({ aide: 3_000_000, part: 100_100 })
  })

  it('au fil de la saisie, seuls les champs changés partent\u00a0: les autres restent, et la marque rendue évite un faux conflit', async () => {
    const id = await dossierPret(w, vico.cookie)
    const { _base, _page } = await ouvrir(id, 'porteur')
    const base = JSON.parse(_base) as Record<string, string>
    const put = async (champ: string, valeur: string, marque: string, page = _page) => {
      const r = await envoyerAuFil(id, 'porteur', { _base: JSON.stringify({ [champ]: marque }), _page: page, [champ]: valeur })
      return { status: r.status, ...((await r.json()) as { marques: Record<string, string> }) }
    }
    const un = await put('representant_legal', 'Première adjointe', base.representant_legal!)
    expect(un.status).toBe(200)
    expect((await contenu(id)).reponses.valeurs).toMatchObject({
      representant_legal: 'Première adjointe',
      contact_operationnel: 'Secrétariat de mairie',
      date_deliberation: '2021-07-26',
    })
    expect((await put('representant_legal', 'Deuxième adjoint', un.marques.representant_legal!, 'une-autre-page')).status).toBe(200)
    expect((await put('representant_legal', 'Troisième', base.representant_legal!, 'encore-une-autre')).status).toBe(409)
  })

  it('le bouton d’une liste agit aussi au fil de la saisie\u00a0: la ligne naît une fois, la page sait qu’elle a changé', async () => {
    const id = await commencer(w, vico.cookie)
    const page = await ouvrir(id, 'plan')
    const put = async (corps: Record<string, string>) => {
      const r = await envoyerAuFil(id, 'plan', { _page: page._page, _base: '{}', ...corps })
      return (await r.json()) as Record<string, unknown>
    }
    expect(await put({ _geste: 'ajouter:depenses:ligne001' })).toMatchObject({ autrement: true })
    expect(await put({ _geste: 'ajouter:depenses:ligne001' })).not.toHaveProperty('autrement')
    expect(await put({ _geste: 'retirer:depenses:ligne001' })).toMatchObject({ autrement: true })
    const html = await (await etape(id, 'plan')).text()
    expect(html).toContain('value="retablir:ligne001"')
  })

  // seen to fail: with 200 ms for each field, whatever their number
  it('des marques inventées et des textes qui ne se ressemblent pas\u00a0: chaque conflit est montré, et personne n’attend', async () => {
    const id = await dossierPret(w, vico.cookie)
    const { _base } = await ouvrir(id, 'porteur')
    const noms = Object.keys(JSON.parse(_base)).filter(n => n.startsWith('contact') || n === 'representant_legal')
    const texte = (graine: number) => Array.from({ length: 2800 }, (_, i) => `m${(i * graine) % 99_991}`).join(' ')
    const remplir = (graine: number, base: string) =>
      envoyerAuFil(id, 'porteur', { _page: String(graine), _base: base, ...Object.fromEntries(noms.map((n, i) => [n, texte(graine + i)])) })
    expect((await remplir(7919, _base)).status).toBe(200)
    const debut = process.threadCpuUsage()
    const r = await remplir(104_729, JSON.stringify(Object.fromEntries(noms.map(n => [n, 'inventee']))))
    expect(r.status).toBe(409)
    expect((await r.json()).conflits.length).toBe(noms.length)
    expect(noms.length).toBeGreaterThan(3)
    // of this processor alone: what else the machine does does not count
    expect(process.threadCpuUsage(debut).user / 1000).toBeLessThan(600)
  })
})
