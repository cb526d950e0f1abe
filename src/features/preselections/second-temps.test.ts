import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { annonces, COMPLET, type MondeDeuxTemps, ouvrirDeuxTemps, SLUG_DEUX_TEMPS } from '../../test/deux-temps.ts'
import { analyser } from '../../test/instruits.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { autorite } from '../../test/signataires.ts'
import { idDe } from '../../test/vico.ts'
import { fermerDocuments } from '../documents/index.ts'
import { envoyerRappels } from '../rappels/index.ts'

const { dossiers: d, instruction: i } = paths
let m: MondeDeuxTemps
let [gare, col, cours] = ['', '', '']
beforeAll(async () => {
  m = await ouvrirDeuxTemps()
  ;({ gare, col, cours } = await annonces(m))
}, 120_000)
afterAll(async () => {
  await fermerDocuments()
  await m.w.close()
})
const accuse = async (id: string, suite = '') =>
  (await lirePdf(new Uint8Array(await (await m.w.get(d.accuse(id) + suite, m.vico.cookie)).arrayBuffer()))).texte

describe('le second formulaire', () => {
  it('s’ouvre avec les réponses de l’intention, marquées et modifiables', async () => {
    const html = await (await m.w.get(d.etape(gare, 'lieu'), m.vico.cookie)).text()
    expect(html).toMatch(/name="surface"[^>]*value="240"|value="240"[^>]*name="surface"/)
    expect(html.replaceAll('\u00a0', ' ')).toContain('Repris de votre intention du 12 février 2027.')
    await m.remplir(m.vico, gare, { lieu: { surface: '310' } })
    const change = await m.lire(m.w.get(d.etape(gare, 'lieu'), m.vico.cookie))
    expect(change).toContain('Vous aviez écrit dans votre intention : « 240 m² ». Le comité verra les deux.')
    const plan = await (await m.w.get(d.etape(gare, 'plan'), m.vico.cookie)).text()
    expect(plan).toMatch(/value="120\D?000/)
  })

  it('le service lit l’intention pendant ce temps, et ne voit rien du brouillon', async () => {
    const vue = await m.lire(m.w.get(i.dossier(gare), m.sud.cookie))
    expect(vue).toContain('240 m²')
    expect(vue).not.toContain('310')
    expect(await m.lire(m.w.get(`${i.boite}?etat=preselectionne`, m.sud.cookie))).toContain('Attendre le dossier complet')
  })

  it('un rappel part avant la clôture, aux présélectionnés seuls', async () => {
    m.w.regler('2027-06-28T09:00:00')
    const avant = (await m.w.courriels()).length
    await envoyerRappels(m.w.deps, m.w.horloge.instant)
    const partis = (await m.w.courriels()).slice(avant).map(c => c.destinataire)
    expect(partis.toSorted()).toEqual([m.vico.courriel, m.corte.courriel].toSorted())
  })

  it('demander 20 % de plus que l’intention est admis, un centime de plus est refusé et dit', async () => {
    const plan = { ...COMPLET.plan!, aide: '144 000,01', part: '155 999,99' }
    await m.completer(m.vico, gare, { ...COMPLET, plan })
    const r = await m.deposer(m.vico, gare)
    expect(r.status).toBe(422)
    expect(await m.lire(r)).toContain('120 000 € étaient envisagés dans l’intention. L’appel admet 20 % de plus, 144 000 € au plus')
    await m.remplir(m.vico, gare, { plan: { aide: '144 000', part: '156 000' } })
  })

  it('déposé six fois au même instant, il a un dépôt, une version et un accusé', async () => {
    const reponses = await Promise.all(Array.from({ length: 6 }, () => m.deposer(m.vico, gare)))
    expect(reponses.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect(await m.q('select version, temps from depot where dossier_id = $1 order by version', [gare])).toEqual([
      { version: 1, temps: 1 },
      { version: 2, temps: 2 },
    ])
    expect(await m.etat(gare)).toEqual({ etat: 'depose', temps: 2 })
    const recus = (await m.w.courriels()).filter(c => c.destinataire === m.vico.courriel && c.sujet.includes('accusé'))
    expect(recus.map(c => c.sujet.replaceAll('\u00a0', ' '))).toEqual([
      'Dossier TLM27-0001, intention, déposé : accusé de réception',
      'Dossier TLM27-0001, dossier complet, déposé : accusé de réception',
    ])
  })

  it('un numéro, deux accusés, deux ensembles de règles jugés chacun à sa date', async () => {
    const [un, deux] = [await accuse(gare, '?temps=1'), await accuse(gare)]
    expect(un).toContain('Dossier n° TLM27-0001, Intention')
    expect(deux).toContain('Dossier n° TLM27-0001, Dossier complet')
    expect(un).toContain('240 m²')
    expect(un).not.toContain('jours par semaine')
    expect(deux).toContain('5 jours par semaine')
    const regles = await m.q(
      'select p.temps, v.regle, v.resultat from verdict v join depot p on p.id = v.depot_id where p.dossier_id = $1 and v.regle in ($2, $3) order by 1',
      [gare, 'lieu-connu', 'ouvert'],
    )
    expect(regles).toEqual([
      { temps: 1, regle: 'lieu-connu', resultat: 'respectee' },
      { temps: 2, regle: 'ouvert', resultat: 'respectee' },
    ])
  })

  it('rouvert avant la clôture, puis refermé, il revient au dossier complet et jamais à l’intention', async () => {
    await m.reussir('rouvrir', m.w.post(d.reouverture(gare), {}, m.vico.cookie))
    await m.remplir(m.vico, gare, { lieu: { surface: '400' } })
    await m.reussir('refermer', m.w.post(d.finReouverture(gare), {}, m.vico.cookie))
    expect(await m.etat(gare)).toEqual({ etat: 'depose', temps: 2 })
    expect(await m.q("select reponses #>> '{valeurs,surface}' as surface from dossier where id = $1", [gare])).toEqual([{ surface: '310' }])
  })
})

describe('la clôture du second temps', () => {
  beforeAll(() => m.w.regler('2027-06-30T16:00:00'))

  it('sans dossier complet, la présélection tombe\u00a0: la page le dit, et le dépôt est refusé', async () => {
    const r = await m.deposer(m.corte, cours)
    expect(r.status).toBe(422)
    expect(await m.lire(r)).toContain('Dossier complet non déposé')
    expect(await m.lire(m.w.get(d.voir(cours), m.corte.cookie))).toContain('La présélection est tombée')
    expect(await m.lire(m.w.get(paths.espace, m.corte.cookie))).toContain('La présélection est tombée')
  })

  it('le relevé ne prend que les dossiers complets', async () => {
    await m.relever('2027-07-01T00:01:00')
    expect((await m.etat(gare)).etat).toBe('en_instruction')
    expect((await m.etat(cours)).etat).toBe('preselectionne')
    expect((await m.etat(col)).etat).toBe('non_preselectionne')
  })

  it('le service lit les deux temps, et ce qui a changé de l’un à l’autre', async () => {
    const vue = await m.lire(m.w.get(i.dossier(gare), m.sud.cookie))
    for (const mot of ['Changé depuis l’intention du 12 février 2027', '240 m²', '310 m²']) expect(vue).toContain(mot)
    const un = await m.lire(m.w.get(`${i.dossier(gare)}?temps=1`, m.sud.cookie))
    expect(un).toContain('240 m²')
    expect(un).not.toContain('Deux salariées.')
  })

  it('la boîte se filtre par temps', async () => {
    const numeros = async (t: string) =>
      [...new Set((await m.lire(m.w.get(`${i.boite}?temps=${t}`, m.administratrice.cookie))).match(/TLM27-\d{4}/g) ?? [])].sort()
    expect(await numeros('2')).toEqual(['TLM27-0001'])
    expect(await numeros('1')).toEqual(['TLM27-0002', 'TLM27-0003'])
  })

  it('le comité ne reçoit que le dossier complet, et sa fiche montre les deux réponses', async () => {
    await m.reussir('analyse', analyser({ w: m.w, referent: m.sud }, gare, { montant: '144 000', taux: '', calcule: 'taux' }))
    await m.reussir('comité', m.w.post(i.comite(gare), {}, m.sud.cookie))
    const fiche = await m.lire(m.w.get(i.analyse(gare), m.sud.cookie))
    expect(fiche).toContain('Changé depuis l’intention du 12 février 2027.')
    expect(fiche).toMatch(/Surface du lieu : 240 m², puis 310 m²/)
    const seances = await m.lire(m.w.get(paths.comite.seances(SLUG_DEUX_TEMPS), m.administratrice.cookie))
    expect(seances).toContain('TLM27-0001')
    for (const absent of ['TLM27-0002', 'TLM27-0003']) expect(seances).not.toContain(absent)
  })
})

describe('qui signe la présélection', () => {
  it('est choisi comme pour toute décision\u00a0: sans délégation, la secrétaire générale est refusée et rien ne part', async () => {
    const n = await ouvrirDeuxTemps()
    try {
      const qui = await autorite(n.w, n.administratrice.cookie, SLUG_DEUX_TEMPS)
      const id = await n.intention(n.vico)
      await n.relever()
      n.w.regler('2027-03-24T09:00:00')
      await n.repondre(n.administratrice, { [id]: ['non', 'Clause A2.'] })
      const refus = await n.annoncer({ signataire: qui.secretaire.fonction })
      expect(refus.status).toBe(422)
      expect(await n.lire(refus)).toMatch(/Rien n’est annoncé\. Dossier TLM27-0001 : .*délégation/)
      expect((await n.etat(id)).etat).toBe('en_instruction')
      await n.reussir('annonce', n.annoncer({ signataire: qui.prefet.fonction }))
      const { texte: lue } = await lirePdf(new Uint8Array(await (await n.w.get(d.preselection(id), n.vico.cookie)).arrayBuffer()))
      expect(lue).toContain('Décision prise par Camille Exemple')
    } finally {
      await n.w.close()
    }
  })
})

describe('renoncer', () => {
  it('à la présélection se fait de la page du dossier, et se dit au service', async () => {
    const n = await ouvrirDeuxTemps()
    try {
      const { gare: id } = await annonces(n)
      await n.reussir('retrait', n.w.post(d.retrait(id), { motif: 'Le lieu est vendu.' }, n.vico.cookie))
      expect((await n.etat(id)).etat).toBe('retire')
      expect(await n.lire(n.w.get(i.preselection(SLUG_DEUX_TEMPS), n.administratrice.cookie))).toContain('A renoncé')
      expect(idDe(d.voir(id))).toBe(id)
    } finally {
      await n.w.close()
    }
  })
})
