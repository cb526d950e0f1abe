import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { enContinu, MENSUEL } from '../../../test/continu.ts'
import { ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { deposer, dossierPret, lisible, SLUG } from '../../../test/vico.ts'
import { releverVagues } from './relever.ts'

/** The call of 2021, open all the year round and collected on the 10th of each month at noon. The tests follow one another in time. */
let m: MondeInstruction
beforeAll(async () => {
  m = await ouvrirInstruction(enContinu(MENSUEL))
})
afterAll(() => m.w.close())

const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const etat = async (id: string) => (await m.w.owner.query('select etat from dossier where id = $1', [id])).rows[0].etat
const relever = (local: string) => {
  m.w.regler(local)
  return releverVagues(m.w.deps, m.w.horloge.maintenant())
}
const JAMAIS = /jours? pour déposer|Clôture le|Après cette heure|Temps restant|9999|Invalid/

describe('un appel au fil de l’eau, relevé chaque mois', () => {
  let avant: string
  let apres: string

  it('sa page dit que rien ne presse, le prochain relevé et le suivant, jamais un compte à rebours', async () => {
    m.w.regler('2021-09-13T10:00:00')
    for (const adresse of [paths.appels.voir(SLUG), paths.appels.liste, paths.accueil]) {
      const page = await lire(m.w.get(adresse))
      expect(page, adresse).toContain('Rien ne presse')
      expect(page, adresse).toContain(
        'Prochain relevé : dimanche 10 octobre 2021 à 12 h 00. Un dossier déposé après passe au relevé du 10 novembre 2021.',
      )
      expect(page, adresse).toContain('Ouvert toute l’année')
      expect(page, adresse).not.toMatch(JAMAIS)
    }
    const page = await lire(m.w.get(paths.appels.voir(SLUG)))
    for (const mot of [
      'Les dossiers sont relevés chaque mois, le 10 à 12 h 00, et instruits ensemble.',
      'Quand cela ferme',
      'Le dépôt n’a pas de fin prévue.',
      'le 10 (prochain)',
      'le 10 (passé)',
    ])
      expect(page).toContain(mot)
    const html = await (await m.w.get(paths.appels.voir(SLUG))).text()
    expect(html.match(/id="clause-c4-1"/gi) ?? ['une']).toHaveLength(1)
  })

  it('l’agenda, le cahier des charges et les données ouvertes disent la même chose', async () => {
    const ics = await (await m.w.get(paths.appels.calendrier(SLUG))).text()
    const dits = new ICAL.Component(ICAL.parse(ics))
      .getAllSubcomponents('vevent')
      .map(v => new ICAL.Event(v).startDate.toJSDate().toISOString())
    expect(dits).toEqual(['2021-06-30T22:00:00.000Z', '2021-10-10T10:00:00.000Z', '2021-11-10T11:00:00.000Z'])
    expect(ics).not.toContain('Clôture')
    const pdf = await lirePdf(Buffer.from(await (await m.w.get(paths.appels.cahierDesCharges(SLUG))).arrayBuffer()))
    expect(pdf.texte.replace(/\s+/g, ' ')).toContain('Le dépôt n’a pas de fin prévue.')
    const dispositifs = await (await m.w.get(paths.donneesOuvertes.appels())).json()
    expect(dispositifs[0].date_ouverture).toBe('2021-06-30T22:00:00.000Z')
    expect('date_cloture' in dispositifs[0]).toBe(false)
  })

  it('le brouillon, la page de dépôt et l’accueil de la structure ne comptent aucun jour', async () => {
    m.w.regler('2021-09-13T10:00:00')
    avant = await dossierPret(m.w, m.porteur.cookie)
    apres = await dossierPret(m.w, m.porteur.cookie)
    const page = await lire(m.w.get(paths.dossiers.etape(avant, 'depot'), m.porteur.cookie))
    expect(page).toContain('Prochain relevé le dimanche 10 octobre 2021 à 12 h 00')
    expect(page).toContain('Jusqu’au relevé, vous pouvez corriger et déposer de nouveau : le dernier dépôt compte.')
    expect(page).toContain('Le 10 octobre 2021 à 12 h 00, les dossiers sont relevés.')
    for (const adresse of [paths.dossiers.etape(avant, 'projet'), paths.dossiers.etape(avant, 'depot'), paths.espace])
      expect(await lire(m.w.get(adresse, m.porteur.cookie)), adresse).not.toMatch(JAMAIS)
    m.w.regler('2021-10-07T10:00:00')
    const semaine = await lire(m.w.get(paths.dossiers.etape(avant, 'projet'), m.porteur.cookie))
    expect(semaine).toContain('Relevé dans 3 jours à 12 h 00, le suivant le 10 novembre 2021')
  })

  // seen to fail: open again until the end of the call, which has none
  it('déposé une seconde avant le relevé, il en est\u00a0; à l’heure même, il est du suivant, et sa page le dit', async () => {
    m.w.regler('2021-10-10T11:59:59')
    expect((await deposer(m.w, m.porteur.cookie, avant)).status).toBe(303)
    expect(await lire(m.w.get(paths.dossiers.voir(avant), m.porteur.cookie))).toContain(
      'Les dossiers sont relevés le 10 octobre 2021 à 12 h 00.',
    )
    m.w.regler('2021-10-10T12:00:00')
    expect((await deposer(m.w, m.porteur.cookie, apres)).status).toBe(303)
    const page = await lire(m.w.get(paths.dossiers.voir(apres), m.porteur.cookie))
    expect(page).toContain('Les dossiers sont relevés le 10 novembre 2021 à 12 h 00.')
    expect(page).toContain('jusqu’au mercredi 10 novembre 2021 à 11 h 59 min 59 s')
    // its relevé has come: what was filed stands, whoever collects it
    await m.w.post(paths.dossiers.reouverture(avant), {}, m.porteur.cookie)
    const { rows } = await m.w.owner.query('select rouvert_le from dossier where id = $1', [avant])
    expect(rows[0].rouvert_le).toBeNull()
    expect(await lire(m.w.get(paths.instruction.dossier(apres), m.referent.cookie))).toContain(
      'attendre le relevé des dossiers, le 10 novembre 2021 à 12 h 00',
    )
  })

  it('après une panne, six relevés au même instant font ceux qui manquent, chacun avec les siens', async () => {
    m.w.regler('2021-11-12T08:00:00')
    const six = await Promise.all(Array.from({ length: 6 }, () => releverVagues(m.w.deps, m.w.horloge.maintenant())))
    const faits = six.flat().sort((x, y) => (x.vague < y.vague ? -1 : 1))
    expect(faits.map(f => [f.vague, f.genre, f.nombre])).toEqual([
      ['2021-07-10T12:00', 'releve', 0],
      ['2021-08-10T12:00', 'releve', 0],
      ['2021-09-10T12:00', 'releve', 0],
      ['2021-10-10T12:00', 'releve', 1],
      ['2021-11-10T12:00', 'releve', 1],
    ])
    expect([await etat(avant), await etat(apres)]).toEqual(['en_instruction', 'en_instruction'])
    const { rows } = await m.w.owner.query(
      'select r.vague from instruction i join releve r on r.id = i.releve_id where i.dossier_id = any($1) order by 1',
      [[avant, apres]],
    )
    expect(rows.map(r => r.vague)).toEqual(['2021-10-10T12:00', '2021-11-10T12:00'])
    expect(await relever('2021-11-12T08:05:00')).toEqual([])
    expect(await ligneDe(m.w, avant)).toMatchObject({ suite: 'prendre', echeance_motif: 'recevabilite' })
    const page = await lire(m.w.get(paths.administration.releves(SLUG), m.administratrice.cookie))
    for (const mot of [
      'Relevé du 10 novembre 2021',
      '10 octobre 2021 à 12 h 00 min 00 s',
      '10 novembre 2021 à 11 h 59 min 59 s',
      'Relevé du 10 décembre 2021',
      'À venir',
    ])
      expect(page).toContain(mot)
    expect(await lire(m.w.get(`${paths.instruction.bord}?appel=${SLUG}`, m.administratrice.cookie))).not.toMatch(/rappel J|Invalid/)
    const boite = await lire(m.w.get(paths.instruction.boite, m.referent.cookie))
    expect(boite).toContain('Relevé suivant')
  })
})
